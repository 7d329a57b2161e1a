// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.MessageSettings;
import dev.switchboard.server.config.value.Limit;
import dev.switchboard.server.config.value.Rate;
import java.time.Duration;

/**
 * What one client has sent and how much more it may. Owned by whoever reads its connection; the
 * counts may be read by others too, who see what is a little old until the connection is closed.
 */
public final class SendAllowance {

    /** One refusal is forgotten in so long. */
    private static final Rate FORGOTTEN = new Rate(1, Duration.ofMinutes(1));

    /** For half a burst a client rests no longer, since its pings wait meanwhile. */
    private static final long LONGEST_REST = Duration.ofSeconds(5).toNanos();

    private final Surroundings surroundings;

    /** Tells whose client it is. */
    private final Admission admission;

    private final TokenBucket messageTokens;
    private final TokenBucket controlTokens;
    private final TokenBucket byteTokens;
    private final TokenBucket patience;
    private long messages;
    private long bytes;

    SendAllowance(Surroundings surroundings, Admission admission, long now) {
        this.surroundings = surroundings;
        this.admission = admission;
        var limits = limits();
        this.messageTokens = new TokenBucket(limits.burst(), now);
        this.controlTokens = new TokenBucket(limits.controlFrames().count(), now);
        this.byteTokens = new TokenBucket((double) limits.bytesBurst().bytes(), now);
        this.patience = new TokenBucket(limits.closeAfterRefusals(), now);
    }

    private MessageSettings limits() {
        return surroundings.settings().get().messages();
    }

    /** Counts a message that has arrived. */
    public void arrived(int size) {
        messages++;
        bytes += size;
    }

    /**
     * Pays for the bytes of a message, and for all of it if what its user sends is limited; returns
     * for how long none should follow.
     */
    public long pay(int size, long now) {
        var limits = limits();
        var rate = Rate.perSecond(limits.bytesPerSecond().bytes());
        double burst = (double) limits.bytesBurst().bytes();
        long wait = orSpared(byteTokens.owe(size, rate, burst, now), byteTokens, Limit.BYTES);
        if (wait > 0) {
            surroundings.meters().tooMany("bytes");
        }
        var ofUser = limits.perUser();
        return ofUser.isNone() ? wait : Math.max(wait, payOfUser(size, ofUser, now));
    }

    private long payOfUser(int size, MessageSettings.PerUser limits, long now) {
        var user = admission.user();
        return user.isEmpty() ? 0 : surroundings.users().pay(user.get(), size, limits, now);
    }

    /**
     * Lets one message through; returns 0, or for how long the client should rest: until it has
     * half its burst again, so that what comes without a pause is mostly served and seldom refused.
     */
    public long admit(long now) {
        var limits = limits();
        long untilOne = messageTokens.take(limits.rate(), limits.burst(), now);
        if (untilOne == 0 || surroundings.dryRun().spares(Limit.MESSAGES)) {
            return 0;
        }
        patience.take(FORGOTTEN, limits.closeAfterRefusals(), now);
        long untilHalf = messageTokens.until(limits.burst() / 2.0, limits.rate());
        return Math.max(untilOne, Math.min(untilHalf, LONGEST_REST));
    }

    /**
     * The client was not read meanwhile, through no fault of its own: what it may have sent in this
     * time comes all at once.
     */
    public void wasHeld(long since, long now) {
        var limits = limits();
        messageTokens.save(limits.rate(), limits.burst(), since, now);
    }

    /** Lets one message through in any case; returns for how long none should follow. */
    public long owe(long now) {
        var limits = limits();
        long wait = messageTokens.owe(1, limits.rate(), limits.burst(), now);
        return orSpared(wait, messageTokens, Limit.MESSAGES);
    }

    /** What is spared is not owed later, either, when the limit holds. */
    private long orSpared(long wait, TokenBucket tokens, Limit limit) {
        if (wait > 0 && surroundings.dryRun().spares(limit)) {
            tokens.forgive();
            return 0;
        }
        return wait;
    }

    /** Whether it was refused so often that it must be disconnected. */
    public boolean isFlood() {
        return patience.tokens() < 1;
    }

    /** Lets one ping or pong through. */
    public boolean admitControl(long now) {
        var rate = limits().controlFrames();
        return controlTokens.take(rate, (double) rate.count(), now) == 0
                || surroundings.dryRun().spares(Limit.CONTROL_FRAMES);
    }

    /** Messages so far; the number of the latest. */
    public long messages() {
        return messages;
    }

    /** Bytes of their payloads so far. */
    public long bytes() {
        return bytes;
    }
}
