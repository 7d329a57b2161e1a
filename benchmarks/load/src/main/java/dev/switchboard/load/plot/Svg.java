// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * A sheet to draw on, as text. Mutable and for one thread. Colours and fonts are not its business:
 * each thing drawn has a class, which {@link Palette} gives a look in light and in dark.
 */
public final class Svg {
    private final StringBuilder text = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** A sheet of that size with a title for those who cannot see it. */
    public Svg(double width, double height, String title) {
        open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                "0 0 " + number(width) + " " + number(height),
                "class",
                "plot",
                "role",
                "img",
                "aria-label",
                title);
    }

    /** Begins an element that has others inside; attributes are names and values in turn. */
    public Svg open(String element, String... attributes) {
        begin(element, attributes);
        text.append('>');
        open.push(element);
        return this;
    }

    public Svg close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element with nothing inside. */
    public Svg shape(String element, String... attributes) {
        begin(element, attributes);
        text.append("/>");
        return this;
    }

    public Svg line(String look, double fromX, double fromY, double toX, double toY) {
        return shape(
                "line",
                "class",
                look,
                "x1",
                number(fromX),
                "y1",
                number(fromY),
                "x2",
                number(toX),
                "y2",
                number(toY));
    }

    public Svg box(String look, double x, double y, double width, double height, double corner) {
        return shape(
                "rect",
                "class",
                look,
                "x",
                number(x),
                "y",
                number(y),
                "width",
                number(Math.max(0, width)),
                "height",
                number(height),
                "rx",
                number(corner));
    }

    /** Words; the anchor is where the given place is in them: start, middle or end. */
    public Svg words(String look, double x, double y, double size, String anchor, String words) {
        begin(
                "text",
                "class",
                look,
                "x",
                number(x),
                "y",
                number(y),
                "font-size",
                number(size),
                "text-anchor",
                anchor);
        text.append('>').append(escape(words)).append("</text>");
        return this;
    }

    /** What a pointer that rests on the open element is told. */
    public Svg hint(String words) {
        text.append("<title>").append(escape(words)).append("</title>");
        return this;
    }

    /** Puts something in as it is, for a style sheet. */
    Svg verbatim(String markup) {
        text.append(markup);
        return this;
    }

    /** Ends whatever is open. */
    public String finish() {
        while (!open.isEmpty()) {
            close();
        }
        return text.toString();
    }

    static String number(double value) {
        String number = String.format(Locale.ROOT, "%.1f", value);
        return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
    }

    /** Text that may stand in an element or an attribute, of SVG or HTML. */
    public static String escape(String words) {
        StringBuilder safe = new StringBuilder(words.length());
        words.codePoints()
                .forEach(letter -> {
                    switch (letter) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        default ->
                                // XML has no way to write the other control characters.
                                safe.appendCodePoint(
                                        letter < ' ' && letter != '\n' && letter != '\t'
                                                ? '\uFFFD'
                                                : letter);
                    }
                });
        return safe.toString();
    }

    private void begin(String element, String... attributes) {
        text.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            text.append(' ')
                    .append(attributes[i])
                    .append("=\"")
                    .append(escape(attributes[i + 1]))
                    .append('"');
        }
    }
}
