// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One issuer of tokens. What is not given has the default that its method tells.
 *
 * @param issuer what stands in the claim {@code iss}, exactly
 * @param audience what the claim {@code aud} must have one of: names for this switch
 * @param algorithms how it signs
 * @param keys files with its public keys
 * @param jwks where its keys are fetched from
 * @param discovery whether to ask it, by OpenID Connect Discovery, where its keys are
 * @param secretFile the secret for HS256
 * @param userClaim the claim with the name of the user
 * @param userPrefix what is put before that name
 * @param roomsClaim the claim with rooms
 * @param actionsClaim the claim with actions
 * @param leeway how much the clocks may differ
 * @param maxLife how long a token may be valid
 */
public record IssuerSettings(
        String issuer,
        List<String> audience,
        Optional<List<String>> algorithms,
        Optional<List<Path>> keys,
        Optional<String> jwks,
        Optional<Boolean> discovery,
        Optional<Path> secretFile,
        Optional<String> userClaim,
        Optional<String> userPrefix,
        Optional<String> roomsClaim,
        Optional<String> actionsClaim,
        Optional<Duration> leeway,
        Optional<Duration> maxLife) {

    private static final List<String> USUAL_ALGORITHMS = List.of("EdDSA", "ES256", "RS256");
    private static final Duration LONGEST_LEEWAY = Duration.ofMinutes(10);

    /** Checks everything, the files too. */
    public IssuerSettings {
        if (issuer.isBlank()) {
            throw new IllegalArgumentException("issuer must not be empty");
        }
        if (audience.isEmpty() || audience.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException(
                    "audience must have a name for this switch: without one, tokens for other services would do here");
        }
        var accepted = algorithms(algorithms.orElse(USUAL_ALGORITHMS));
        checkSources(accepted, keys, jwks, discovery, secretFile);
        keys.ifPresent(files -> explained("keys", () -> new KeySet(publicKeys(accepted, files))));
        secretFile.ifPresent(file -> explained("secret-file", () -> KeyFiles.secret(file)));
        jwks.ifPresent(address -> explained("jwks", () -> KeyServer.checked(address)));
        if (discovery.orElse(false)) {
            explained("discovery: the issuer", () -> KeyServer.checked(issuer));
        }
        check("leeway", leeway, Duration.ZERO, LONGEST_LEEWAY);
        check("max-life", maxLife, Duration.ofSeconds(1), Duration.ofDays(3650));
    }

    private static Set<Algorithm> algorithms(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("algorithms must have one at least");
        }
        var algorithms = EnumSet.noneOf(Algorithm.class);
        for (String name : names) {
            algorithms.add(
                    Algorithm.named(name)
                            .orElseThrow(() ->
                                    new IllegalArgumentException(
                                            "algorithms: '%s' is none of %s"
                                                    .formatted(
                                                            name,
                                                            String.join(
                                                                    ", ",
                                                                    Algorithm.wireNames())))));
        }
        return algorithms;
    }

    private static void checkSources(
            Set<Algorithm> accepted,
            Optional<List<Path>> keys,
            Optional<String> jwks,
            Optional<Boolean> discovery,
            Optional<Path> secretFile) {
        boolean isShared = accepted.contains(Algorithm.HS256);
        boolean isPublic = accepted.size() > (isShared ? 1 : 0);
        int sources = 0;
        sources += keys.isPresent() && !keys.get().isEmpty() ? 1 : 0;
        sources += jwks.isPresent() ? 1 : 0;
        sources += discovery.orElse(false) ? 1 : 0;
        if (isShared != secretFile.isPresent()) {
            throw new IllegalArgumentException(
                    isShared
                            ? "secret-file is missing; HS256 needs it"
                            : "secret-file is for HS256, which is not among the algorithms");
        }
        if (isPublic && sources != 1) {
            throw new IllegalArgumentException(
                    sources == 0
                            ? "one of keys, jwks and discovery must say where the keys of the issuer are"
                            : "only one of keys, jwks and discovery can say where the keys of the issuer are");
        }
        if (!isPublic && sources != 0) {
            throw new IllegalArgumentException(
                    "algorithms has none but HS256, which uses the secret-file and no other keys");
        }
    }

    private static List<VerificationKey> publicKeys(Set<Algorithm> accepted, List<Path> files) {
        List<VerificationKey> all = new ArrayList<>();
        for (Path file : files) {
            var inside = KeyFiles.publicKeys(file);
            for (var key : inside) {
                if (!accepted.contains(key.algorithm())) {
                    throw new IllegalArgumentException(
                            "%s holds a key for %s, which is not among the algorithms"
                                    .formatted(file, key.algorithm().wireName()));
                }
            }
            all.addAll(inside);
        }
        return all;
    }

    /** Puts the name of the setting before what is wrong with it. */
    private static <T> T explained(String setting, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(setting + ": " + wrong.getMessage(), wrong);
        }
    }

    private static void check(
            String setting, Optional<Duration> value, Duration least, Duration most) {
        if (value.isPresent()
                && (value.get().compareTo(least) < 0 || value.get().compareTo(most) > 0)) {
            throw new IllegalArgumentException(
                    "%s must be between %d s and %d s"
                            .formatted(setting, least.toSeconds(), most.toSeconds()));
        }
    }

    /** How it may sign; without a word, by all ways with public keys. */
    Set<Algorithm> accepted() {
        return algorithms(algorithms.orElse(USUAL_ALGORITHMS));
    }

    /** The keys that stand in files. */
    KeySet keysAtHand() {
        List<VerificationKey> all = new ArrayList<>(publicKeys(accepted(), keys.orElse(List.of())));
        secretFile.ifPresent(file ->
                all.add(
                        new VerificationKey(
                                Optional.empty(), Algorithm.HS256, KeyFiles.secret(file))));
        return new KeySet(all);
    }

    /** Where the other keys come from, if they do not stand in files. */
    Optional<KeyServer> server() {
        return discovery.orElse(false)
                ? Optional.of(KeyServer.of(issuer))
                : jwks.map(address -> KeyServer.at(URI.create(address)));
    }

    /** What its tokens must say, and what that means. */
    ClaimRules rules() {
        return new ClaimRules(
                Set.copyOf(audience),
                userClaim.orElse("sub"),
                userPrefix.orElse(""),
                roomsClaim.orElse("rooms"),
                actionsClaim.orElse("actions"),
                leeway.orElse(Duration.ofSeconds(30)),
                maxLife.orElse(Duration.ofHours(24)));
    }
}
