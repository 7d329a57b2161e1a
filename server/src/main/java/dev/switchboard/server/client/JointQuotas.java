// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What several clients have caused or sent together, such as those of one user. What has caused
 * nothing lately is forgotten now and then. Any thread.
 *
 * @param <K> names what they have in common
 */
public final class JointQuotas<K> {

    private static final int SWEEP_AT = 10_000;

    private final Map<K, Quota> quotas = new ConcurrentHashMap<>();

    /** Any thread; two that sweep at once do the same work twice, which does no harm. */
    private volatile int sweepAt = SWEEP_AT;

    /** What these have caused. */
    public Quota of(K whose, long now) {
        if (quotas.size() >= sweepAt) {
            quotas.values().removeIf(quota -> quota.isUnused(now));
            sweepAt = Math.max(SWEEP_AT, quotas.size() * 2);
        }
        return quotas.computeIfAbsent(whose, _ -> new Quota(now));
    }

    /** How many are known. */
    public int size() {
        return quotas.size();
    }
}
