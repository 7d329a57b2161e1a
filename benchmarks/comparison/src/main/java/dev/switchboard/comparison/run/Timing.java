// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.run;

import dev.switchboard.comparison.scenario.Scenario;
import java.time.Duration;
import java.util.List;

/**
 * How long things take; the same for all servers.
 *
 * @param first for each kind of load before the first scenario of a process, so that what compiles
 *     while it runs has compiled: after three seconds of it, the JVM's compilers still take up to
 *     half as much CPU as the messages do
 * @param warmup before each window
 * @param settling until a server that has just started has tidied up behind its start, and is idle
 */
public record Timing(Duration first, Duration warmup, Duration window, Duration settling) {
    public static final Timing FULL =
            new Timing(
                    Duration.ofSeconds(6),
                    Duration.ofMillis(800),
                    Duration.ofMillis(1_800),
                    Duration.ofSeconds(12));

    /** Less warm, but the same windows: for builds of one server, which are then equally cold. */
    public static final Timing SHORT =
            new Timing(
                    Duration.ofSeconds(3),
                    Duration.ofMillis(800),
                    Duration.ofMillis(1_800),
                    Duration.ofSeconds(2));

    public static final Timing QUICK =
            new Timing(
                    Duration.ofMillis(300),
                    Duration.ofMillis(200),
                    Duration.ofMillis(500),
                    Duration.ofMillis(500));

    /** For those who are warm soon, and for memory rather than speed. */
    Duration brief() {
        return first.dividedBy(3);
    }

    /** A storm that is not over by then counts as never over. */
    private static final Duration STORM = Duration.ofSeconds(30);

    /**
     * Some 2.5 MB fit between server and client on one machine, at 400 KB/s; then the server's turn
     * begins.
     */
    private static final int UNTIL_FULL = 5;

    /** How long a scenario's window is. */
    Duration window(Scenario scenario) {
        return switch (scenario) {
            case G -> STORM;
            case E, E_TLS -> window.plus(window.dividedBy(2));
            case H -> window.multipliedBy(UNTIL_FULL);
            default -> window;
        };
    }

    /** The generator's options that say so. */
    List<String> words(Scenario scenario) {
        return List.of(
                "--warmup",
                warmup.toMillis() + "ms",
                "--duration",
                window(scenario).toMillis() + "ms",
                "--settle",
                "200ms",
                "--drain",
                "3s");
    }
}
