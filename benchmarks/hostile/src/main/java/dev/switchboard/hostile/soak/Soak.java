// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.soak;

import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.AttackersProcess;
import dev.switchboard.hostile.attack.Ground;
import dev.switchboard.hostile.attack.Mixture;
import dev.switchboard.hostile.honest.Honest;
import dev.switchboard.hostile.server.TargetSwitch;
import dev.switchboard.load.measure.ProcessSample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One switch, some honest clients, and the {@link Mixture} of attacks, for as long as wanted. */
public final class Soak {
    private static final int HONEST = 200;
    private static final int HONEST_RATE = 50;
    private static final Duration EACH = Duration.ofSeconds(15);
    private static final Duration ARRIVAL = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Takes what is known so far, again and again. */
    @FunctionalInterface
    public interface Listener {
        void heard(SoakReport report) throws IOException;
    }

    private final Duration duration;
    private final Listener listener;
    private final List<Sample> samples = new ArrayList<>();

    public Soak(Duration duration, Listener listener) {
        this.duration = duration;
        this.listener = listener;
    }

    /**
     * Runs it, and returns what is known at the end.
     *
     * @param home an unpacked tarball
     */
    public SoakReport run(Path home) throws IOException {
        Assault assault = Mixture.ASSAULT;
        try (TargetSwitch target = TargetSwitch.start(home, assault.setup())) {
            Ground ground = new Ground(target.port(), target.adminPort(), false, target.folder());
            try (Honest honest = new Honest(ground.forHonest("/ws"), HONEST, HONEST_RATE);
                    AttackersProcess attackers =
                            AttackersProcess.start(assault.name(), true, ground)) {
                honest.come();
                if (!target.await(ARRIVAL, honest::areAllIn)) {
                    throw new IOException(
                            "the honest clients did not get in: " + honest.notes().endings());
                }
                honest.beginToTalk();
                target.pause(WARM_UP);
                honest.beginQuiet();
                target.pause(QUIET);
                honest.beginAttack();
                attackers.begin();
                long start = System.nanoTime();
                while (target.isAlive() && since(start).compareTo(duration) < 0) {
                    Duration next = EACH.multipliedBy(samples.size() + 1L);
                    target.pause(next.minus(since(start)));
                    if (target.isAlive()) {
                        samples.add(Sample.of(target, since(start).toMillis() / 1e3));
                        // What is on its way counts as lost only at the end.
                        listener.heard(report(target, honest, attackers, start, true));
                    }
                }
                honest.endToTalk();
                attackers.end();
                target.await(PATIENCE, honest::isComplete);
                return report(target, honest, attackers, start, false);
            }
        }
    }

    private SoakReport report(
            TargetSwitch target,
            Honest honest,
            AttackersProcess attackers,
            long start,
            boolean isUnderWay) {
        AttackersProcess.Report gains = attackers.report();
        return new SoakReport(
                duration,
                since(start),
                List.copyOf(samples),
                honest.notes(),
                gains.gains(),
                target.admin().metrics().defence(),
                attackers.cpu(),
                ProcessSample.of(target.pid()).map(ProcessSample::cpu).orElse(0.0),
                Verdict.of(
                        samples,
                        isUnderWay ? honest.notes().withoutLost() : honest.notes(),
                        gains.harmed(),
                        target.isAlive()));
    }

    /** How large it is, a sentence. */
    static String size() {
        return "%d honest clients in rooms of ten say %d messages of 128 bytes a second, by all together."
                .formatted(HONEST, HONEST_RATE);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
