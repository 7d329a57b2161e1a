// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.server.client.Quota;
import dev.switchboard.server.delivery.Debtor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the clients of an address, and those of a user, have caused together. Those that have caused
 * nothing lately are forgotten now and then. Any thread.
 */
final class JointQuotas {

    private static final int SWEEP_AT = 10_000;

    private final Map<Debtor, Quota> quotas = new ConcurrentHashMap<>();

    /** Any thread; two that sweep at once do the same work twice, which does no harm. */
    private volatile int sweepAt = SWEEP_AT;

    /** What this one has caused. */
    Quota of(Debtor debtor, long now) {
        if (quotas.size() >= sweepAt) {
            quotas.values().removeIf(quota -> quota.isUnused(now));
            sweepAt = Math.max(SWEEP_AT, quotas.size() * 2);
        }
        return quotas.computeIfAbsent(debtor, _ -> new Quota(now));
    }

    /** How many are known. */
    int size() {
        return quotas.size();
    }
}
