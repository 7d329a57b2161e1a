// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.text;

import java.util.HexFormat;

/** How a string is written in JSON: in quotes, and escaped where JSON asks for it. */
public final class JsonString {
    private static final HexFormat HEX = HexFormat.of();

    private JsonString() {}

    /** The JSON string with this content. */
    public static String quote(String content) {
        var quoted = new StringBuilder(content.length() + 2).append('"');
        for (int at = 0; at < content.length(); at++) {
            char unit = content.charAt(at);
            if (isPlain(unit)) {
                quoted.append(unit);
            } else {
                quoted.append(escape(unit));
            }
        }
        return quoted.append('"').toString();
    }

    /** Whether a UTF-16 unit may stand in a JSON string as it is. */
    public static boolean isPlain(char unit) {
        return unit >= ' ' && unit != '"' && unit != '\\';
    }

    /** A UTF-16 unit as an escape sequence. Any unit may be written so. */
    public static String escape(char unit) {
        return switch (unit) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> "\\u" + HEX.toHexDigits(unit);
        };
    }
}
