// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import com.codahale.metrics.health.HealthCheck;
import dev.switchboard.server.delivery.MemoryBudget;

/**
 * A health check that fails while nobody new is let in, since clients do not read what they are
 * sent.
 */
public final class MemoryCheck extends HealthCheck {

    private final MemoryBudget memory;

    public MemoryCheck(MemoryBudget memory) {
        this.memory = memory;
    }

    @Override
    protected Result check() {
        String used =
                "clients have not read %d of %d MiB"
                        .formatted(memory.kept() >> 20, memory.outboxes() >> 20);
        return memory.isTight() ? Result.unhealthy(used) : Result.healthy(used);
    }
}
