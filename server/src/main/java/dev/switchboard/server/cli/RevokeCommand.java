// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.server.cli.CommandLine.WrongUsage;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * The commands {@code revoke} and {@code revocations}, understood as a request to the admin port.
 *
 * @param method of the request
 * @param path with all its parameters
 */
record RevokeCommand(String method, String path) {

    private static final String USAGE =
            "revoke is used as: revoke user NAME [--before MOMENT], revoke token ID, revoke client ID,"
                    + " or revoke everybody [--before MOMENT]";
    private static final String LIST_USAGE =
            "revocations is used as: revocations, revocations forget user NAME, revocations forget"
                    + " token ID, or revocations forget everybody";
    private static final String EVERYBODY = "everybody";
    private static final List<String> NAMED = List.of("user", "token");

    /** What follows {@code revoke}. */
    static RevokeCommand revoke(List<String> words) throws WrongUsage {
        String before = "";
        List<String> rest = words;
        int last = words.size() - 2;
        if (last >= 0 && words.get(last).equals("--before")) {
            before = "before=" + encoded(words.getLast());
            rest = words.subList(0, last);
        }
        if (rest.size() == 2 && rest.getFirst().equals("client") && before.isEmpty()) {
            return new RevokeCommand("DELETE", "/clients?id=" + encoded(rest.getLast()));
        }
        boolean isOfToken = !rest.isEmpty() && rest.getFirst().equals("token");
        if (isOfToken && !before.isEmpty()) {
            throw new WrongUsage(USAGE);
        }
        return new RevokeCommand("POST", path(rest, before, USAGE));
    }

    /** What follows {@code revocations}. */
    static RevokeCommand revocations(List<String> words) throws WrongUsage {
        if (words.isEmpty()) {
            return new RevokeCommand("GET", "/revocations?format=text");
        }
        if (!words.getFirst().equals("forget")) {
            throw new WrongUsage(LIST_USAGE);
        }
        return new RevokeCommand("DELETE", path(words.subList(1, words.size()), "", LIST_USAGE));
    }

    private static String path(List<String> words, String before, String usage) throws WrongUsage {
        if (words.size() == 2 && NAMED.contains(words.getFirst())) {
            String name = "name=" + encoded(words.getLast());
            return "/revocations/%s?%s"
                    .formatted(words.getFirst(), before.isEmpty() ? name : name + "&" + before);
        }
        if (words.equals(List.of(EVERYBODY))) {
            return "/revocations/" + EVERYBODY + (before.isEmpty() ? "" : "?" + before);
        }
        throw new WrongUsage(usage);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    HttpResponse<String> run(AdminClient client) throws IOException {
        return method.equals("GET") ? client.ask(path) : client.order(method, path);
    }
}
