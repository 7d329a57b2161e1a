// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

/**
 * How wide a text will be, near enough to leave room for it. Nobody knows the reader's font; this
 * takes the widths that sans-serif fonts share and errs on the wide side.
 */
public final class TextWidth {
    private static final double BOLD = 1.07;

    private TextWidth() {}

    /** In the units that the font's size is given in. */
    public static double of(String text, double size) {
        return text.codePoints().mapToDouble(TextWidth::share).sum() * size;
    }

    public static double ofBold(String text, double size) {
        return of(text, size) * BOLD;
    }

    private static double share(int letter) {
        if ("ijl.,:;'|!()[] ".indexOf(letter) >= 0) {
            return 0.32;
        }
        if ("frt-/I1".indexOf(letter) >= 0) {
            return 0.44;
        }
        if ("mwMW%@–—".indexOf(letter) >= 0) {
            return 0.92;
        }
        return Character.isUpperCase(letter) ? 0.70 : 0.58;
    }
}
