// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens. The first byte of an input says what the rest is: a token; or a header and claims, in a
 * line each, which are signed by the issuer or by somebody else. Only what the issuer has signed is
 * believed, and all else is refused with words.
 */
public final class TokensFuzz {

    private static final Issuers ISSUERS = issuers();

    private TokensFuzz() {}

    private static Issuers issuers() {
        try {
            Path key = Files.createTempFile("key", ".pem");
            key.toFile().deleteOnExit();
            Files.writeString(key, Forge.pem(Forge.ED.getPublic()));
            var settings = Forge.settings(Forge.ISSUER, List.of("EdDSA"), key);
            return Issuers.of(
                    new JwtSettings(Map.of("main", settings)),
                    () -> Forge.NOW,
                    System.getLogger("test"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        if (input.length == 0) {
            return;
        }
        String rest =
                new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
        switch (input[0]) {
            case 't' -> require(check(rest) == null, "a token that nobody has signed");
            case 'o' ->
                    require(check(signed(rest, Forge.OTHER_ED.getPrivate())) == null, "another's");
            default -> {
                var who = check(signed(rest, Forge.ED.getPrivate()));
                if (who != null) {
                    checkBelieved(who);
                }
            }
        }
    }

    private static String signed(String lines, PrivateKey key) {
        int end = lines.indexOf('\n');
        String header = end < 0 ? Forge.header("EdDSA") : lines.substring(0, end);
        return Forge.token(header, lines.substring(end + 1), key);
    }

    private static @Nullable Identity check(String token) throws Exception {
        try {
            return ISSUERS.check(token);
        } catch (Refusal no) {
            require(!no.text().isBlank(), "refused without a word");
            require(token.length() < 20 || !no.text().contains(token), "refused with the token");
            return null;
        }
    }

    private static void checkBelieved(Identity who) {
        var end = who.expiresAt().orElseThrow(() -> new AssertionError("it is valid for ever"));
        require(end.isAfter(Forge.NOW.minusSeconds(31)), "it has expired");
        require(!who.user().isBlank(), "it names nobody");
        who.grants()
                .ifPresent(all ->
                        all.forEach(grant ->
                                require(!grant.rooms().isEmpty(), "a room without a name")));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
