// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether the backend may be asked: after some failures in a row it rests, and then one
 * request decides whether it rests on. Guarded by the lock of its {@link Inquiry}.
 */
final class Breaker {

    private final int limit;
    private final Duration rest;
    private int failures;

    /** Null while the backend may be asked. */
    private @Nullable Instant restsUntil;

    private boolean isTrying;

    Breaker(AuthHttpSettings.Breaker settings) {
        this.limit = settings.failures();
        this.rest = settings.rest();
    }

    /**
     * Whether a request may be made now; if it is the one that decides, then no other until then.
     */
    boolean permits(Instant now) {
        if (restsUntil == null) {
            return true;
        }
        if (isTrying || now.isBefore(restsUntil)) {
            return false;
        }
        isTrying = true;
        return true;
    }

    /** For how long nothing will be asked; zero if a request may be made. */
    Duration rest(Instant now) {
        return restsUntil == null || !now.isBefore(restsUntil)
                ? Duration.ZERO
                : Duration.between(now, restsUntil);
    }

    boolean isOpen() {
        return restsUntil != null;
    }

    /** A request was answered; true if that ends the rest. */
    boolean succeeded() {
        boolean wasOpen = isOpen();
        failures = 0;
        restsUntil = null;
        isTrying = false;
        return wasOpen;
    }

    /** A request failed. */
    void failed(Instant now) {
        failures++;
        if (isOpen() || failures >= limit) {
            restsUntil = now.plus(rest);
            isTrying = false;
        }
    }
}
