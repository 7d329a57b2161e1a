// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

/** Turns names in Java into names on the wire. */
final class WireName {
    private WireName() {}

    /**
     * {@code retryAfterMs} becomes {@code retry_after_ms}, {@code roomID} becomes {@code room_id}.
     */
    static String of(String javaName) {
        var name = new StringBuilder(javaName.length() + 8);
        for (int at = 0; at < javaName.length(); at++) {
            char letter = javaName.charAt(at);
            if (at > 0 && startsWord(javaName, at)) {
                name.append('_');
            }
            name.append(Character.toLowerCase(letter));
        }
        return name.toString();
    }

    private static boolean startsWord(String name, int at) {
        char before = name.charAt(at - 1);
        if (!Character.isUpperCase(name.charAt(at)) || before == '_') {
            return false;
        }
        boolean nextIsLower = at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1));
        return !Character.isUpperCase(before) || nextIsLower;
    }
}
