// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import dev.switchboard.hostile.attack.Ground;
import dev.switchboard.hostile.server.Setup;
import dev.switchboard.hostile.server.TargetSwitch;
import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Endpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** Many clients in rooms of ten talk at one switch; it is drained, and they go to another. */
final class Exodus {
    static final int CLOSE_TIMEOUT = 5;
    private static final Duration ARRIVAL = Duration.ofMinutes(3);
    private static final Duration TALK = Duration.ofSeconds(5);
    private static final Duration REST = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int clients;
    private final int rate;
    private final int window;

    /**
     * @param clients a multiple of ten
     * @param rate messages a second, by all together
     * @param window seconds over which they leave, and over which they return
     */
    Exodus(int clients, int rate, int window) {
        this.clients = clients;
        this.rate = rate;
        this.window = window;
    }

    /**
     * Makes one.
     *
     * @param home an unpacked tarball
     */
    Findings run(Path home, Manner manner) throws IOException {
        var setup = Setup.heap("1g").with(settings());
        try (var before = TargetSwitch.start(home, setup.with(manner.settings()));
                var after = TargetSwitch.start(home, setup);
                var returned = new Crowd(at(after), manner, null);
                var leaving = new Crowd(at(before), manner, returned)) {
            for (int number = 0; number < clients; number++) {
                leaving.expect(number, Clock.now());
            }
            if (!before.await(ARRIVAL, () -> leaving.present() == clients)) {
                throw new IOException("they did not all get in: " + leaving.endings());
            }
            leaving.talk(rate);
            returned.talk(rate);
            before.pause(TALK);
            long ordered = Clock.now();
            before.drain();
            long longest = 2L * window + CLOSE_TIMEOUT;
            before.pause(Duration.ofSeconds(longest).plus(PATIENCE));
            double seconds = (double) (Clock.now() - ordered) / Clock.SECOND;
            int exitCode = before.isAlive() ? -1 : before.exitCode();
            leaving.hush();
            long expected = leaving.endings().getOrDefault("1012", 0L);
            var _ =
                    after.await(
                            Duration.ofSeconds(window).plus(PATIENCE),
                            () -> returned.present() >= expected);
            after.pause(TALK);
            returned.hush();
            after.pause(REST);
            return Findings.of(manner, clients, window, leaving, returned, seconds, exitCode);
        }
    }

    private String settings() {
        return """
        gate { max-connections = 20000 }
        gate.per-address { connections = 20000, new-connections = 100000/s }
        drain { window = %ds, return-window = %ds, close-timeout = %ds }
        """
                .formatted(window, window, CLOSE_TIMEOUT);
    }

    private static Endpoint at(TargetSwitch target) {
        return new Ground(target.port(), target.adminPort(), false, target.folder())
                .forHonest("/ws");
    }
}
