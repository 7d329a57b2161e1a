// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.List;

/**
 * The looks of a plot, in light and in dark. The colours of lines are told apart by people who see
 * no red or no green, too. Written out without variables: not everything that shows an SVG file
 * knows them.
 */
public final class Palette {
    /** Looks for lines and bars, the one that matters first. */
    public static final List<String> SERIES = List.of("s0", "s1", "s2", "s3", "s4");

    private static final String COMMON =
            """
            .plot{font-family:Inter,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}\
            .title{font-weight:650}.strong{font-weight:650}\
            .line{fill:none;stroke-width:2.2;stroke-linejoin:round;stroke-linecap:round}\
            .area{stroke:none}.grid{stroke-width:1}.axis{stroke-width:1}.spread{stroke-width:1.4}\
            .dash{stroke-width:1;stroke-dasharray:3 3}
            """;
    private static final String LIGHT =
            looks(
                    "#ffffff", "#d8dee8", "#161b22", "#5b6675", "#e8ecf1", "#0f3fae", "#2563eb",
                    "#c2610c", "#0b8577", "#7c3aed", "#a8b3c2");
    private static final String DARK =
            looks(
                    "#12161d", "#2a313c", "#eef2f7", "#98a4b5", "#232a35", "#cfe0ff", "#6ea0ff",
                    "#f7a14b", "#3fcfb8", "#b794ff", "#56626f");

    private Palette() {}

    /** The style sheet of all plots on a page. */
    public static String css() {
        return COMMON.strip() + LIGHT + "@media(prefers-color-scheme:dark){" + DARK + "}";
    }

    /** Makes a plot that was drawn for a page into a file of its own. */
    public static String asFile(String svg) {
        int inside = svg.indexOf('>') + 1;
        return svg.substring(0, inside)
                + "<style>"
                + css()
                + "</style>"
                + svg.substring(inside)
                + "\n";
    }

    private static String looks(
            String card,
            String edge,
            String ink,
            String muted,
            String grid,
            String spread,
            String... series) {
        StringBuilder css = new StringBuilder();
        css.append(".card{fill:").append(card).append(";stroke:").append(edge).append('}');
        css.append(".ink{fill:").append(ink).append("}.muted{fill:").append(muted).append('}');
        css.append(".grid{stroke:").append(grid).append("}.axis,.dash{stroke:").append(muted);
        css.append("}.spread{stroke:").append(spread).append('}');
        for (int i = 0; i < series.length; i++) {
            css.append(".line.s%d{stroke:%s}".formatted(i, series[i]));
            css.append(".fill.s%d{fill:%s}".formatted(i, series[i]));
            css.append(".area.s%d{fill:%s;fill-opacity:.14}".formatted(i, series[i]));
        }
        return css.toString();
    }
}
