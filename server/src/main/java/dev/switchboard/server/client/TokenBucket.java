// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.config.value.Rate;

/**
 * Lets through so many in the long run and so many at once. It begins full. Belongs to one thread
 * at a time, or to the lock of its owner; the rate is given with each call, so it may change.
 */
final class TokenBucket {

    private double tokens;

    /** How many of them are beyond the burst. */
    private double saved;

    private long filledAt;

    TokenBucket(double burst, long now) {
        this.tokens = burst;
        this.filledAt = now;
    }

    /** Takes a token; returns 0, or how many nanoseconds to wait until there is one. */
    long take(Rate rate, double burst, long now) {
        fill(rate, burst, now);
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return until(1, rate);
    }

    /** How many nanoseconds after the last call there are so many. */
    long until(double enough, Rate rate) {
        return (long) Math.ceil(Math.max(0, enough - tokens) / perNano(rate));
    }

    /** Takes tokens in any case; returns 0, or how many nanoseconds to wait to be out of debt. */
    long owe(int count, Rate rate, double burst, long now) {
        fill(rate, burst, now);
        tokens -= count;
        return until(0, rate);
    }

    /** Forgives whatever is owed. */
    void forgive() {
        tokens = Math.max(0, tokens);
    }

    /** Keeps all tokens of this time, even if they are more than {@code burst}. */
    void save(Rate rate, double burst, long since, long now) {
        if (since - filledAt > 0) {
            fill(rate, burst, since);
        }
        tokens += (now - filledAt) * perNano(rate);
        saved = Math.max(0, tokens - burst);
        filledAt = now;
    }

    /** How many there were after the last call. */
    double tokens() {
        return tokens;
    }

    /** Whether it is as if it had never been used. */
    boolean isFull(Rate rate, double burst, long now) {
        fill(rate, burst, now);
        return tokens >= burst;
    }

    private void fill(Rate rate, double burst, long now) {
        saved = Math.clamp(tokens - burst, 0, saved);
        tokens = Math.min(burst + saved, tokens + (now - filledAt) * perNano(rate));
        filledAt = now;
    }

    private static double perNano(Rate rate) {
        return (double) rate.count() / rate.period().toNanos();
    }
}
