// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import org.jspecify.annotations.Nullable;

/**
 * What the current thread works for: a client, and the number of the message that it handles. Every
 * line that is logged meanwhile carries both.
 *
 * <p>Whoever begins to handle a message says so, and afterwards puts back what was there before:
 *
 * <pre>{@code
 * Correlation before = Correlation.with(new Correlation(client.id(), ++messages));
 * try {
 *     handle(message);
 * } finally {
 *     Correlation.restore(before);
 * }
 * }</pre>
 *
 * <p>It does not pass to other threads by itself: code that hands work to another thread hands over
 * {@link #current()}. Setting and putting back stores two pointers; the text is made only when
 * something is logged.
 *
 * @param client the client's id
 * @param message the number of the message, counted from 1 for each client; 0 for what concerns the
 *     connection rather than one of its messages
 */
public record Correlation(String client, long message) {

    private static final ThreadLocal<@Nullable Correlation> CURRENT = new ThreadLocal<>();

    /** What concerns a client's connection, not one of its messages. */
    public static Correlation of(String client) {
        return new Correlation(client, 0);
    }

    /** What this thread works for, if it works for anybody. */
    public static @Nullable Correlation current() {
        return CURRENT.get();
    }

    /** From now on this thread works for {@code next}; returns what it did before. */
    public static @Nullable Correlation with(@Nullable Correlation next) {
        Correlation before = CURRENT.get();
        CURRENT.set(next);
        return before;
    }

    /** Puts back what {@link #with} returned. */
    public static void restore(@Nullable Correlation before) {
        CURRENT.set(before);
    }

    /** Runs the task for {@code next} and puts back what was before. */
    public static void run(@Nullable Correlation next, Runnable task) {
        Correlation before = with(next);
        try {
            task.run();
        } finally {
            restore(before);
        }
    }

    /** {@code <client>-<message>}, or the client's id alone if it is not about a message. */
    @Override
    public String toString() {
        return message == 0 ? client : client + "-" + message;
    }
}
