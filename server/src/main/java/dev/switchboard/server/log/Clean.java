// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import dev.switchboard.server.text.JsonString;

/**
 * Makes text that came from outside harmless, before it reaches a log or a terminal. Line ends
 * cannot begin a forged line, escape sequences cannot reach a terminal, and marks that reverse the
 * direction of writing cannot make a line read as something else: each is shown as a backslash and
 * its code.
 */
public final class Clean {

    private Clean() {}

    /** The first {@code limit} characters of the text, as they may be shown. */
    public static String shown(String text, int limit) {
        var shown = new StringBuilder(Math.min(text.length(), limit));
        append(shown, text, limit);
        return shown.toString();
    }

    /** Appends the first {@code limit} characters of the text, as they may stand in a line. */
    static void append(StringBuilder out, String text, int limit) {
        append(out, text, limit, false);
    }

    /** Appends the text in quotes, as both a line and a JSON string may have it. */
    static void quote(StringBuilder out, String text, int limit) {
        out.append('"');
        append(out, text, limit, true);
        out.append('"');
    }

    /** Whether the text is one plain word, so that it needs no quotes. */
    static boolean isWord(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\');
    }

    private static void append(StringBuilder out, String text, int limit, boolean quoted) {
        int next = 0;
        while (next < text.length() && next < limit) {
            int point = text.codePointAt(next);
            next += Character.charCount(point);
            boolean isPlain = !quoted || (point != '"' && point != '\\');
            if (isPlain && isHarmless(point)) {
                out.appendCodePoint(point);
            } else {
                escape(out, point);
            }
        }
        if (next < text.length()) {
            out.append('…');
        }
    }

    private static boolean isHarmless(int point) {
        if (point >= ' ' && point < 0x7f) {
            return true;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    false;
            default -> true;
        };
    }

    private static void escape(StringBuilder out, int point) {
        for (char unit : Character.toChars(point)) {
            out.append(JsonString.escape(unit));
        }
    }
}
