// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.value.Rate;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;

/**
 * How much may be caused or received: so much in the long run, and what belongs to two seconds at
 * once. It is asked before and charged afterwards, when it is known how much it was. So a single
 * large one always passes, and those after it wait. Any thread.
 */
public final class Quota {

    private static final long BURST = Duration.ofSeconds(2).toNanos();

    /** Each delivery counts for one more with each of so many bytes. */
    private static final double PART = 2048;

    /** Of {@link #paidUntil}; an atomic number would be one more object for each client. */
    private static final VarHandle PAID_UNTIL;

    static {
        try {
            PAID_UNTIL = MethodHandles.lookup().findVarHandle(Quota.class, "paidUntil", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Until when everything so far is paid, in nanoseconds of the clock. */
    private volatile long paidUntil;

    /** Nothing is charged yet. */
    public Quota(long now) {
        paidUntil = now;
    }

    /** What a message of so many bytes to one client counts for. */
    public static double deliveries(int bytes) {
        return 1 + bytes / PART;
    }

    /** How many nanoseconds to wait until more may be caused; 0 if that is now. */
    public long delay(long now) {
        return Math.max(0, paidUntil - BURST - now);
    }

    /** Charges for so much, at a rate that may change. */
    public void charge(double amount, Rate rate, long now) {
        long price = (long) (amount * rate.period().toNanos() / rate.count());
        long paid;
        do {
            paid = paidUntil;
        } while (!PAID_UNTIL.compareAndSet(
                this, paid, paid - now > 0 ? paid + price : now + price));
    }

    /** As if nothing had been charged. */
    public void forgive(long now) {
        paidUntil = now;
    }

    /** As if just so much had been charged as may be caused at once. */
    void forgiveExcess(long now) {
        paidUntil = now + BURST;
    }

    /** Whether it is as if nothing had been charged. */
    public boolean isUnused(long now) {
        return paidUntil - now <= 0;
    }
}
