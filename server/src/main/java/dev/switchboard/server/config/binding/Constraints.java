// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of a settings record, all checked before any is reported:
 *
 * <pre>{@code
 * public HeartbeatSettings {
 *     new Constraints()
 *             .atLeast("interval", interval, Duration.ofSeconds(1))
 *             .atLeast("timeout", timeout, Duration.ofMillis(100))
 *             .hold();
 * }
 * }</pre>
 */
public final class Constraints {
    private final List<Violation> violations = new ArrayList<>();

    /**
     * A broken rule.
     *
     * @param key the key that should change, seen from its record, as in {@code outbox.bytes}
     * @param text what is expected of it
     * @param measure the other key by which it was measured, or empty
     * @param reverse what is expected of that one, should it be the one that somebody wrote
     */
    record Violation(String key, String text, String measure, String reverse) {}

    /** What a compact constructor throws; the binder finds the lines of the keys. */
    static final class Violated extends IllegalArgumentException {
        @Serial private static final long serialVersionUID = 1;

        final transient List<Violation> violations;

        Violated(List<Violation> violations) {
            super(
                    String.join(
                            "; ",
                            violations.stream()
                                    .map(violation -> violation.key() + " " + violation.text())
                                    .toList()));
            this.violations = List.copyOf(violations);
        }
    }

    public Constraints require(boolean holds, String key, String otherwise) {
        if (!holds) {
            note(key, otherwise);
        }
        return this;
    }

    public <T extends Comparable<T>> Constraints between(String key, T value, T least, T most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            note(key, "must be between " + Written.print(least) + " and " + Written.print(most));
        }
        return this;
    }

    public <T extends Comparable<T>> Constraints atLeast(String key, T value, T least) {
        if (value.compareTo(least) < 0) {
            note(key, "must be at least " + Written.print(least));
        }
        return this;
    }

    /** A value that may not exceed that of another key. */
    public <T extends Comparable<T>> Constraints notAbove(
            String key, T value, String measure, T most) {
        if (value.compareTo(most) > 0) {
            violations.add(
                    new Violation(
                            key,
                            "must not be above " + measure + ", which is " + Written.print(most),
                            measure,
                            "must not be below " + key + ", which is " + Written.print(value)));
        }
        return this;
    }

    /** Two keys that cannot have this value both. */
    public Constraints unlike(boolean areUnlike, String key, String other) {
        if (!areUnlike) {
            String text = "is the %s, too";
            violations.add(new Violation(key, text.formatted(other), other, text.formatted(key)));
        }
        return this;
    }

    private void note(String key, String text) {
        violations.add(new Violation(key, text, "", ""));
    }

    /** Throws if any rule is broken. */
    public void hold() {
        if (!violations.isEmpty()) {
            throw new Violated(violations);
        }
    }
}
