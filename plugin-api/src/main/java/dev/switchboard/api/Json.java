// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Any JSON value, kept as it came: the switch has checked that it is well formed, and does not look
 * into it or write it anew. Use it for fields that only travel through.
 *
 * {@snippet class="ApiExamples" region="json"}
 */
public final class Json {

    private final byte[] utf8;

    private Json(byte[] utf8) {
        this.utf8 = utf8;
    }

    /**
     * Takes well-formed JSON text as it is; text that is not JSON would reach clients unchanged.
     */
    public static Json raw(String json) {
        return new Json(json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes well-formed JSON in UTF-8 as it is. The array is not copied: do not change it after.
     */
    public static Json raw(byte[] utf8) {
        return new Json(utf8);
    }

    /** The JSON string with this content: quoted and escaped. */
    public static Json of(String content) {
        var quoted = new StringBuilder(content.length() + 2).append('"');
        for (int at = 0; at < content.length(); at++) {
            char c = content.charAt(at);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u00")
                        .append(c < 16 ? '0' : '1')
                        .append("0123456789abcdef".charAt(c & 15));
            } else {
                quoted.append(c);
            }
        }
        return raw(quoted.append('"').toString());
    }

    /** The value in UTF-8, not copied: do not change it. */
    public byte[] utf8() {
        return utf8;
    }

    /** Equal if the same bytes: {@code 1.0} and {@code 1} are not. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Json json && Arrays.equals(utf8, json.utf8);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(utf8);
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
