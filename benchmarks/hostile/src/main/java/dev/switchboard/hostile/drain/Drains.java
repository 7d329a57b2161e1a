// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** A drain for each {@link Manner} of clients, one after the other. */
public final class Drains {
    private static final int RATE = 500;
    private static final int LONG_WINDOW = 30;
    private static final int SHORT_WINDOW = 5;

    /** What a drain may take besides its window and the time to answer a close. */
    private static final int REST = 5;

    private final int clients;
    private final int window;

    /**
     * @param clients a multiple of ten
     * @param isLong whether it is about figures, and not only about whether it works
     */
    public Drains(int clients, boolean isLong) {
        this.clients = clients;
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
        for (var manner : Manner.values()) {
            var found = new Exodus(clients, RATE, window).run(home, manner);
            out.println(found.row());
            var failures = found.failures(window + Exodus.CLOSE_TIMEOUT + REST);
            failures.forEach(failure -> out.println("FAILED: " + failure));
            isWell &= failures.isEmpty();
        }
        return isWell;
    }
}
