// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;

/** A drain for each {@link Manner} of clients, one after the other. */
public final class Drains {
    private static final int RATE = 500;
    private static final int LONG_WINDOW = 30;
    private static final int SHORT_WINDOW = 5;

    /** What a drain may take besides its window and the time to answer a close. */
    private static final int REST = 5;

    private final int clients;
    private final int window;
    private final Predicate<String> wanted;

    /**
     * @param clients a multiple of ten
     * @param isLong whether it is about figures, and not only about whether it works
     * @param wanted which of the manners, by their words
     */
    public Drains(int clients, boolean isLong, Predicate<String> wanted) {
        this.clients = clients;
        this.wanted = wanted;
        window = isLong ? LONG_WINDOW : SHORT_WINDOW;
    }

    /**
     * Makes them, with a row of a table for each; tells whether all went well.
     *
     * @param home an unpacked tarball
     */
    public boolean run(Path home, PrintStream out) throws IOException {
        out.println(Findings.head());
        boolean isWell = true;
        var manners =
                Arrays.stream(Manner.values()).filter(each -> wanted.test(each.word())).toList();
        for (var manner : manners) {
            var found = new Exodus(clients, RATE, window).run(home, manner);
            out.println(found.row());
            var failures = found.failures(window + Exodus.CLOSE_TIMEOUT + REST);
            failures.forEach(failure -> out.println("FAILED: " + failure));
            isWell &= failures.isEmpty();
        }
        return isWell;
    }
}
