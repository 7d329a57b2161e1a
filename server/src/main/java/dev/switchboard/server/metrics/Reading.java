// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import com.codahale.metrics.Gauge;
import dev.switchboard.api.Registration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is read when somebody looks. Without a source, or if the source fails, it is not a
 * number. May be used from any thread.
 */
public final class Reading implements Gauge<Double> {

    private final AtomicReference<@Nullable DoubleSupplier> source = new AtomicReference<>();

    Reading() {}

    /** From now on reads this source, until the registration is closed or another one comes. */
    public Registration from(DoubleSupplier newest) {
        source.set(newest);
        return () -> source.compareAndSet(newest, null);
    }

    /** The value now; throws whatever its source throws. */
    public double read() {
        DoubleSupplier now = source.get();
        return now == null ? Double.NaN : now.getAsDouble();
    }

    @Override
    public Double getValue() {
        try {
            return read();
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // One broken gauge, perhaps a plugin's, must not hide all others.
            return Double.NaN;
        }
    }
}
