// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/** A client whose messages lead to others. While it is held, nothing more is read from it. */
public interface Publisher extends Debt.Owner {

    /** The client's id, by which other processes know it. */
    String id();

    /** What it has caused that still waits. */
    Debt debt();
}
