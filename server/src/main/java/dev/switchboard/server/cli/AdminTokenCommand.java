// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static java.util.stream.Collectors.joining;

import dev.switchboard.server.admin.AdminToken;
import dev.switchboard.server.admin.Scope;
import dev.switchboard.server.admin.TokenFile;
import dev.switchboard.server.cli.CommandLine.WrongUsage;
import dev.switchboard.server.config.value.Span;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The command {@code admin-token}: makes tokens of the admin port, lists them and revokes them. It
 * changes their file; a switch that runs reads that anew with its next request.
 */
record AdminTokenCommand(TokenFile file, PrintStream out) {

    private static final String USAGE =
            "admin-token is used as: admin-token make --name NAME --scope read,operate"
                    + " [--expires 90d], admin-token list, or admin-token revoke NAME";

    ExitCode execute(List<String> words, Instant now) throws WrongUsage, IOException {
        String action = words.isEmpty() ? "" : words.getFirst();
        List<String> rest = words.isEmpty() ? words : words.subList(1, words.size());
        switch (action) {
            case "make" -> make(options(rest), now);
            case "list" -> {
                if (!rest.isEmpty()) {
                    throw new WrongUsage(USAGE);
                }
                list(now);
            }
            case "revoke" -> {
                if (rest.size() != 1) {
                    throw new WrongUsage(USAGE);
                }
                file.revoke(rest.getFirst());
                out.println("revoked " + rest.getFirst());
            }
            default -> throw new WrongUsage(USAGE);
        }
        return ExitCode.DONE;
    }

    /** The token alone is printed, so that a script can take it. */
    private void make(Map<String, String> options, Instant now) throws WrongUsage, IOException {
        String name = options.get("--name");
        String scopes = options.get("--scope");
        if (name == null || scopes == null) {
            throw new WrongUsage(USAGE);
        }
        try {
            Optional<Instant> end =
                    Optional.ofNullable(options.get("--expires"))
                            .map(span -> seconds(now).plus(Span.parse(span)));
            out.println(file.make(name, scopes(scopes), seconds(now), end));
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsage("admin-token make: " + wrong.getMessage());
        }
    }

    private static Instant seconds(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS);
    }

    private static Set<Scope> scopes(String text) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String each : text.split(",", -1)) {
            scopes.add(Scope.parse(each.strip()));
        }
        return scopes;
    }

    private static Map<String, String> options(List<String> words) throws WrongUsage {
        Map<String, String> options = new HashMap<>();
        for (int each = 0; each < words.size(); each += 2) {
            String name = words.get(each);
            boolean isKnown = Set.of("--name", "--scope", "--expires").contains(name);
            if (!isKnown
                    || each + 1 == words.size()
                    || options.put(name, words.get(each + 1)) != null) {
                throw new WrongUsage(USAGE);
            }
        }
        return options;
    }

    private void list(Instant now) throws IOException {
        out.printf("%-24s %-13s %-21s %s%n", "NAME", "SCOPE", "MADE", "EXPIRES");
        for (AdminToken token : file.read()) {
            out.printf(
                    "%-24s %-13s %-21s %s%n",
                    token.name(),
                    token.scopes().stream().sorted().map(Scope::toString).collect(joining(",")),
                    token.made(),
                    token.end()
                            .map(end -> token.hasEnded(now) ? end + " (expired)" : "" + end)
                            .orElse("never"));
        }
    }
}
