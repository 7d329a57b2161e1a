// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.value.Limit;
import org.jspecify.annotations.Nullable;

/**
 * What the messages of one client have caused, in deliveries: for itself, and as a part of what its
 * address and its user cause together. These are told in steps, so that the clients of an address
 * do not all change one number with each message. Any thread; of two that add at once, one may be
 * lost for the others, which only makes their next step later.
 */
public final class Caused {

    /** A step, in deliveries. */
    private static final double STEP = 1000;

    /** What a client causes together with others, and has used up. */
    public record Joint(Limit limit, Quota quota) {}

    private final Quota own;
    private double untold;

    /** As of the last step. */
    private volatile @Nullable Joint usedUp;

    Caused(long now) {
        own = new Quota(now);
    }

    /** For itself. */
    public Quota own() {
        return own;
    }

    /** Adds so many; returns how many are to be told to the others now, mostly none. */
    public double step(double deliveries) {
        double all = untold + deliveries;
        untold = all < STEP ? all : 0;
        return all < STEP ? 0 : all;
    }

    /** What was used up at the last step, if anything was. */
    public @Nullable Joint usedUp() {
        return usedUp;
    }

    /** Notes what is used up, as of this step. */
    public void usedUp(@Nullable Joint joint) {
        usedUp = joint;
    }
}
