// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Authenticator;
import dev.switchboard.api.Code;
import dev.switchboard.api.Credentials;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import dev.switchboard.plugin.authhttp.IdentityAnswers.Who;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks the backend who somebody is. Whoever shows nothing that the backend would be shown is nobody
 * without a question.
 *
 * @param headers the names of those that the backend is shown
 */
record Identities(Inquiry<Who> inquiry, List<String> headers) implements Authenticator {

    @Override
    public Optional<Identity> authenticate(Credentials credentials) throws InterruptedException {
        var shown = shown(credentials.headers());
        if (credentials.token().isEmpty() && shown.isEmpty()) {
            return Optional.empty();
        }
        byte[] json = json(credentials, shown);
        return switch (inquiry.ask(hash(json), json).orElseThrow(inquiry::unavailable)) {
            case IdentityAnswers.Known(var identity) -> Optional.of(identity);
            case IdentityAnswers.NotMine _ -> Optional.empty();
            case IdentityAnswers.NotValid _ ->
                    throw new Refusal(Code.BAD_TOKEN, "the token or cookie is not valid");
        };
    }

    /** Each header as one text, as HTTP joins those that are there several times. */
    private Map<String, String> shown(Map<String, List<String>> all) {
        Map<String, String> shown = new TreeMap<>();
        for (String name : headers) {
            var values = all.getOrDefault(name, List.of());
            if (!values.isEmpty()) {
                shown.put(name, String.join(name.equals("cookie") ? "; " : ", ", values));
            }
        }
        return shown;
    }

    private static byte[] json(Credentials credentials, Map<String, String> shown) {
        var headers = new JsonText();
        shown.forEach(headers::put);
        return new JsonText()
                .put("token", credentials.token())
                .put("headers", headers)
                .put("path", credentials.path())
                .put("address", credentials.address().getHostAddress())
                .utf8();
    }

    /** What is kept in memory must not be what was shown. */
    private static Object hash(byte[] json) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
