// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.MessageSettings;
import dev.switchboard.server.config.value.Limit;
import dev.switchboard.server.config.value.Rate;

/**
 * What all clients of each user have sent together, as far as that is limited. It is found by the
 * name with each message, so a client that becomes another user pays as that one from then on. Any
 * thread.
 */
final class UserAllowances {

    private final JointQuotas<String> messages = new JointQuotas<>();
    private final JointQuotas<String> bytes = new JointQuotas<>();
    private final ClientMeters meters;
    private final DryRun dryRun;

    UserAllowances(ClientMeters meters, DryRun dryRun) {
        this.meters = meters;
        this.dryRun = dryRun;
    }

    /** Pays for a message of a client of this user; returns for how long none should follow. */
    long pay(String user, int size, MessageSettings.PerUser limits, long now) {
        long wait = 0;
        if (limits.rate().isPresent()) {
            var quota = messages.of(user, now);
            quota.charge(1, limits.rate().get(), now);
            wait = rest(quota, Limit.MESSAGES_OF_USER, "user_messages", now);
        }
        if (limits.bytesPerSecond().isPresent()) {
            var quota = bytes.of(user, now);
            quota.charge(size, Rate.perSecond(limits.bytesPerSecond().get().bytes()), now);
            wait = Math.max(wait, rest(quota, Limit.BYTES_OF_USER, "user_bytes", now));
        }
        return wait;
    }

    private long rest(Quota quota, Limit limit, String scope, long now) {
        long wait = quota.delay(now);
        if (wait == 0) {
            return 0;
        }
        if (dryRun.spares(limit)) {
            quota.forgiveExcess(now);
            return 0;
        }
        meters.tooMany(scope);
        return wait;
    }
}
