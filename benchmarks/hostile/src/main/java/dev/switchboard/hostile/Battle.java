// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.Attack;
import dev.switchboard.hostile.attack.Ground;
import dev.switchboard.hostile.honest.Honest;
import dev.switchboard.hostile.report.Row;
import dev.switchboard.hostile.server.TargetSwitch;
import dev.switchboard.hostile.server.Watch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** One attack on one fresh switch: first honest clients alone, then the attack beside them. */
final class Battle {
    private static final Duration ARRIVAL = Duration.ofSeconds(20);
    private static final Duration POLL = Duration.ofMillis(20);

    private final Form form;

    Battle(Form form) {
        this.form = form;
    }

    /**
     * Makes one attack.
     *
     * @param home an unpacked tarball
     */
    Row fight(String build, Path home, Assault assault) throws IOException {
        try (TargetSwitch target =
                        TargetSwitch.start(home, assault.javaOptions(), assault.isSecure());
                Watch watch = new Watch(target)) {
            Ground ground = new Ground(target.port(), target.adminPort(), assault.isSecure());
            try (Honest honest = new Honest(ground.forHonest("/ws"), form.clients(), form.rate());
                    Attack attack = assault.start().on(ground)) {
                honest.come();
                if (!await(target, ARRIVAL, honest::areAllIn)) {
                    throw new IOException(
                            "the honest clients did not get in: " + honest.notes().endings());
                }
                honest.beginToTalk();
                pause(target, form.warmUp());
                honest.beginQuiet();
                pause(target, form.quiet());
                honest.beginAttack();
                attack.begin();
                pause(target, form.attack());
                honest.endToTalk();
                attack.end();
                await(target, form.patience(), honest::isComplete);
                return new Row(
                        build,
                        assault,
                        honest.notes(),
                        watch.end(),
                        target.logBytes(),
                        attack.gains(),
                        attack.harmed(),
                        target.isAlive() ? "" : target.lastWords(),
                        target.isAlive() && target.admin().says("/livez"));
            }
        }
    }

    private static void pause(TargetSwitch target, Duration time) {
        await(target, time, () -> false);
    }

    /** Lets time pass until something is so, or the switch is no more; tells whether it is so. */
    private static boolean await(TargetSwitch target, Duration atMost, BooleanSupplier isSo) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (target.isAlive() && System.nanoTime() < deadline) {
            if (isSo.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return false;
    }
}
