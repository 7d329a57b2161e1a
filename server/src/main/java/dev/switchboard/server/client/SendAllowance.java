// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.value.Rate;
import java.util.function.Supplier;

/**
 * What one client has sent and how much more it may. Owned by whoever reads its connection; the
 * counts may be read by others once the connection is closed.
 */
public final class SendAllowance {

    private final Supplier<Settings> settings;

    private final TokenBucket messageTokens;
    private final TokenBucket controlTokens;
    private final TokenBucket byteTokens;
    private long messages;
    private long bytes;
    private int refused;

    SendAllowance(Supplier<Settings> settings, long now) {
        this.settings = settings;
        var limits = settings.get().messages();
        this.messageTokens = new TokenBucket(limits.burst(), now);
        this.controlTokens = new TokenBucket(limits.controlFrames().count(), now);
        this.byteTokens = new TokenBucket((double) limits.bytesBurst().bytes(), now);
    }

    /** Counts a message that has arrived. */
    public void arrived(int size) {
        messages++;
        bytes += size;
    }

    /** Pays for the bytes of a message; returns for how long none should follow. */
    public long pay(int size, long now) {
        var limits = settings.get().messages();
        var rate = Rate.perSecond(limits.bytesPerSecond().bytes());
        return byteTokens.owe(size, rate, (double) limits.bytesBurst().bytes(), now);
    }

    /** Lets one message through; returns 0, or in how many nanoseconds one may come again. */
    public long admit(long now) {
        var limits = settings.get().messages();
        long wait = messageTokens.take(limits.rate(), limits.burst(), now);
        if (wait > 0) {
            refused++;
        } else if (messageTokens.tokens() * 2 > limits.burst()) {
            refused = 0;
        }
        return wait;
    }

    /** Lets one message through in any case; returns for how long none should follow. */
    public long owe(long now) {
        var limits = settings.get().messages();
        return messageTokens.owe(1, limits.rate(), limits.burst(), now);
    }

    /**
     * Whether it ignored its limit for so long that it must be disconnected. Refusals are forgotten
     * when the client has been within its rate for long enough to have half its burst again.
     */
    public boolean isFlood() {
        return refused >= settings.get().messages().closeAfterRefusals();
    }

    /** Lets one ping or pong through. */
    public boolean admitControl(long now) {
        var rate = settings.get().messages().controlFrames();
        return controlTokens.take(rate, (double) rate.count(), now) == 0;
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
