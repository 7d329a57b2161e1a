// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import java.util.Optional;

/** Whether the switch should get new clients. Written by the main thread, read by any. */
final class Readiness {

    private volatile Optional<String> unready = Optional.of("starting");

    /** Clients are welcome. */
    void ready() {
        unready = Optional.empty();
    }

    /** Clients are not welcome any more. */
    void draining() {
        unready = Optional.of("draining");
    }

    /** Why clients are not welcome, if so. */
    Optional<String> unready() {
        return unready;
    }
}
