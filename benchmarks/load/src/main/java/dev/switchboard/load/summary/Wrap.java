// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.summary;

/** Breaks long lines between words, but not between a number and its unit. */
final class Wrap {
    static final char GLUE = '\u00a0';

    private Wrap() {}

    /** All lines but the first begin with the indent; so wide is none, if words permit. */
    static String text(String text, String indent, int width) {
        StringBuilder out = new StringBuilder();
        int column = indent.length();
        for (String word : text.split(" ", -1)) {
            if (column > indent.length() && column + 1 + word.length() > width) {
                out.append('\n').append(indent);
                column = indent.length();
            } else if (column > indent.length()) {
                out.append(' ');
                column++;
            }
            out.append(word);
            column += word.length();
        }
        return out.toString().replace(GLUE, ' ');
    }
}
