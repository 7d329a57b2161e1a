// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.util.Map;

/** Something that strangers do to a switch. One thread calls it, in this order. */
public interface Attack extends AutoCloseable {
    /** Begins and returns; it goes on by itself. */
    void begin();

    /** Sends nothing more, and reads what is still to come. */
    void end();

    /** What the attackers got, by its name, in the order in which it is to be shown. */
    Map<String, Long> gains();

    /** Clients of this attack that did nothing wrong, and were closed all the same. */
    default long harmed() {
        return 0;
    }

    /** Cuts all connections. */
    @Override
    void close();
}
