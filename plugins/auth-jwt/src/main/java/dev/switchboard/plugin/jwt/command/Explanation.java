// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/** What is in a token, for people. Nothing of it is checked. */
final class Explanation {

    private static final Set<String> MOMENTS = Set.of("exp", "iat", "nbf", "auth_time");

    private Explanation() {}

    static List<String> of(String token) throws IOException {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3 && parts.length != 5) {
            throw new IOException("that is no token: it does not have three parts between dots");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Nobody has checked this token; anybody may have written it.");
        lines.add("header");
        describe(parts[0], lines);
        lines.add("claims");
        if (parts.length == 3) {
            describe(parts[1], lines);
        } else {
            lines.add("  are encrypted");
        }
        return lines;
    }

    private static void describe(String part, List<String> lines) throws IOException {
        Map<String, Object> fields;
        try {
            fields =
                    JsonUtil.parseJson(
                            new String(
                                    Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        } catch (JoseException | RuntimeException broken) {
            throw new IOException("that is no token: a part of it is not JSON", broken);
        }
        int width = fields.keySet().stream().mapToInt(name -> json(name).length()).max().orElse(0);
        fields.forEach((name, value) ->
                lines.add(
                        "  %s%s  %s%s"
                                .formatted(
                                        json(name),
                                        " ".repeat(width - json(name).length()),
                                        json(value),
                                        moment(name, value))));
    }

    /** As JSON, in which no character can do anything to a terminal. */
    static String json(Object value) {
        String object = JsonUtil.toJson(Collections.singletonMap("", value));
        return object.substring(object.indexOf(':') + 1, object.length() - 1);
    }

    private static String moment(String name, Object value) {
        if (!MOMENTS.contains(name) || !(value instanceof Number seconds)) {
            return "";
        }
        try {
            return " = " + Instant.ofEpochSecond(seconds.longValue());
        } catch (DateTimeException beyondTime) {
            return "";
        }
    }
}
