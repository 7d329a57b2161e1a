// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.server.config.AdminSettings;
import dev.switchboard.server.transport.tls.Tls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The certificates of all ports that are open. Any thread. */
record Certificates(List<Tls> all) {

    /** Those of clients' port, and those of the admin's if that is open. */
    static Certificates of(Tls ofClients, Tls ofAdmin, AdminSettings admin) {
        return new Certificates(admin.enabled() ? List.of(ofClients, ofAdmin) : List.of(ofClients));
    }

    /** Whether any port speaks TLS. */
    boolean areUsed() {
        return all.stream().anyMatch(Tls::isEnabled);
    }

    /** Reads all files; fails with a sentence for the operator if any does not work. */
    void read() throws IOException {
        for (Tls each : all) {
            each.read();
        }
    }

    /**
     * Reads all files, and fails with a sentence for the operator if any does not work.
     *
     * @return what has new connections get what was read; empty if nothing has changed
     */
    Optional<Runnable> renewal() throws IOException {
        List<Runnable> renewals = new ArrayList<>();
        for (Tls each : all) {
            each.renewal().ifPresent(renewals::add);
        }
        return renewals.isEmpty()
                ? Optional.empty()
                : Optional.of(() -> renewals.forEach(Runnable::run));
    }

    /** What is wrong with them, or soon will be; once, if two ports have the same. */
    List<String> warnings() {
        return all.stream().flatMap(each -> Warnings.of(each).stream()).distinct().toList();
    }
}
