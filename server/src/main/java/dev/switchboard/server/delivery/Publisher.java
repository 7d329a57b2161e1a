// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

/** Somebody who publishes and can be made to wait: nothing more is read from them meanwhile. */
public interface Publisher {

    /** Reads nothing more until {@link #release}; holds add up. */
    void hold();

    /** Takes one hold back. */
    void release();
}
