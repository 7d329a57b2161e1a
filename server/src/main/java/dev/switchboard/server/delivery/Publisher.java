// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/** A client that publishes and can be made to wait: nothing more is read from it meanwhile. */
public interface Publisher {

    /** The client's id, by which other processes know it. */
    String id();

    /** Reads nothing more until {@link #release}; holds add up. */
    void hold();

    /** Takes one hold back. */
    void release();
}
