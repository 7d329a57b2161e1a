// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.hostile.server.Setup;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of attacks as it is written down.
 *
 * @param isLong with the full numbers of attackers, and the heaps of larger machines
 */
record Rows(boolean isLong, List<Assault> all) {
    static final int KIB = 1024;

    /** Close to the largest message that the default limits allow. */
    static final int BIG = 60_000;

    Rows(boolean isLong) {
        this(isLong, new ArrayList<>());
    }

    /** How many take part. */
    int count(int inFull, int inShort) {
        return isLong ? inFull : inShort;
    }

    /** The switch that most attacks meet. */
    Setup usual() {
        return Setup.heap(isLong ? "1g" : "512m");
    }

    void add(String name, String what, Assault.Start start) {
        add(new Assault(name, what, usual(), start));
    }

    void add(String name, String what, Setup setup, Assault.Start start) {
        add(new Assault(name, what, setup, start));
    }

    void add(Assault assault) {
        all.add(assault);
    }

    void crew(String name, String what, Role role) {
        add(name, what, ground -> new Crew(ground, role));
    }

    void sockets(String name, String what, Strangers strangers) {
        sockets(name, what, usual(), strangers);
    }

    void sockets(String name, String what, Setup setup, Strangers strangers) {
        add(name, what, setup, ground -> new Sockets(ground, strangers));
    }
}
