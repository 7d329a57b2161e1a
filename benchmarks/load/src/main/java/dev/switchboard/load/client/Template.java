// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.nio.charset.StandardCharsets;

/**
 * Text with holes: {@code %p} is the payload, {@code %g} the number of the room, {@code %d} the
 * number of the connection, {@code %%} a percent sign.
 */
public record Template(String text) {
    public Template {
        for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 2)) {
            if (at + 1 == text.length() || "pgd%".indexOf(text.charAt(at + 1)) < 0) {
                throw new IllegalArgumentException(
                        "'%s': behind a %% stands one of p, g, d and %%".formatted(text));
            }
        }
    }

    public boolean hasPayload() {
        return text.replace("%%", "").contains("%p");
    }

    /** The text without a payload. */
    public String expand(int room, int connection) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter != '%') {
                out.append(letter);
                continue;
            }
            switch (text.charAt(++i)) {
                case 'g' -> out.append(room);
                case 'd' -> out.append(connection);
                case 'p' -> {}
                default -> out.append('%');
            }
        }
        return out.toString();
    }

    byte[] before(int room, int connection) {
        return bytes(new Template(text.substring(0, payload())).expand(room, connection));
    }

    byte[] after(int room, int connection) {
        return bytes(new Template(text.substring(payload() + 2)).expand(room, connection));
    }

    private int payload() {
        int at = text.indexOf('%');
        while (text.charAt(at + 1) != 'p') {
            at = text.indexOf('%', at + 2);
        }
        return at;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
