// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.util.ArrayList;
import java.util.List;

/** Leads a test through every sequence of choices that it asks for, one sequence each round. */
final class Choices {

    private static final class Choice {
        private final int options;
        private int chosen;

        Choice(int options) {
            this.options = options;
        }
    }

    private final List<Choice> made = new ArrayList<>();
    private int at;

    /** One of so many, from 0 on. */
    int choose(int options) {
        if (at == made.size()) {
            made.add(new Choice(options));
        }
        return made.get(at++).chosen;
    }

    /** Begins the next round; false if all have been. */
    boolean next() {
        at = 0;
        while (!made.isEmpty()) {
            var last = made.getLast();
            if (++last.chosen < last.options) {
                return true;
            }
            made.removeLast();
        }
        return false;
    }
}
