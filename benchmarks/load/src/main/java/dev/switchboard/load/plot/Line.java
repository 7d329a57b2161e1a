// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.plot;

import java.util.List;

/**
 * Points that belong together, in the order in which they are joined.
 *
 * @param filled whether the area below is tinted, for amounts that begin at nothing
 */
public record Line(String name, List<Point> points, boolean filled) {

    public Line {
        points = List.copyOf(points);
    }

    /** The point at the far right. */
    Point last() {
        return points.getLast();
    }

    /** The highest of all points; nothing if there are none. */
    public double highest() {
        return points.stream().mapToDouble(Point::y).max().orElse(0);
    }

    public double lowest() {
        return points.stream().mapToDouble(Point::y).min().orElse(0);
    }
}
