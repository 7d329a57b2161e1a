// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.AttackersProcess;
import dev.switchboard.hostile.attack.Ground;
import dev.switchboard.hostile.honest.Honest;
import dev.switchboard.hostile.report.Row;
import dev.switchboard.hostile.report.Row.Memory;
import dev.switchboard.hostile.report.Row.Spent;
import dev.switchboard.hostile.server.MemoryFormula;
import dev.switchboard.hostile.server.TargetSwitch;
import dev.switchboard.hostile.server.Watch;
import dev.switchboard.hostile.server.Watch.Sight;
import dev.switchboard.load.measure.ProcessSample;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * One attack on one fresh switch: first honest clients alone, then the attack beside them, and then
 * attackers that compute as much as they did, and do nothing else.
 */
final class Battle {
    private static final Duration ARRIVAL = Duration.ofSeconds(20);

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
        try (TargetSwitch target = TargetSwitch.start(home, assault.setup())) {
            MemoryFormula formula = target.formula();
            Ground ground =
                    new Ground(
                            target.port(),
                            target.adminPort(),
                            assault.setup().isSecure(),
                            target.folder());
            try (Watch watch = new Watch(target);
                    Honest honest =
                            new Honest(ground.forHonest("/ws"), form.clients(), form.rate());
                    AttackersProcess attackers =
                            AttackersProcess.start(assault.name(), form.isLong(), ground)) {
                honest.come();
                if (!target.await(ARRIVAL, honest::areAllIn)) {
                    throw new IOException(
                            "the honest clients did not get in: " + honest.notes().endings());
                }
                honest.beginToTalk();
                target.pause(form.warmUp());
                honest.beginQuiet();
                target.pause(form.quiet());
                Spent spent = attack(target, honest, attackers, longest(assault));
                long live = target.live();
                attackers.end();
                // Newcomers who were refused do not come again.
                target.await(
                        form.patience(),
                        assault.isFilling() ? honest::haveHeardAll : honest::isComplete);
                AttackersProcess.Report report = attackers.report();
                Sight sight = watch.end();
                burn(target, honest, attackers, spent);
                return new Row(
                        build,
                        assault,
                        honest.notes(),
                        sight,
                        new Memory(
                                live,
                                formula.bound(sight.connections(), sight.rooms(), sight.pending()),
                                target.logBytes()),
                        spent,
                        report,
                        target.isAlive() ? "" : target.lastWords(),
                        target.firstError(),
                        target.isAlive() && target.admin().says("/livez"));
            }
        }
    }

    private Duration longest(Assault assault) {
        return assault.atLeast().compareTo(form.attack()) > 0 ? assault.atLeast() : form.attack();
    }

    private static Spent attack(
            TargetSwitch target, Honest honest, AttackersProcess attackers, Duration time) {
        double ofTarget = cpu(target);
        double ofAttackers = attackers.cpu();
        honest.beginAttack();
        attackers.begin();
        long start = System.nanoTime();
        target.pause(time);
        double seconds = (System.nanoTime() - start) / 1e9;
        Spent spent =
                new Spent(
                        (attackers.cpu() - ofAttackers) / seconds,
                        (cpu(target) - ofTarget) / seconds);
        honest.endToTalk();
        return spent;
    }

    private void burn(TargetSwitch target, Honest honest, AttackersProcess attackers, Spent spent) {
        if (form.burned().isZero() || !target.isAlive()) {
            return;
        }
        attackers.burn(spent.attackers());
        honest.beginToTalk();
        target.pause(form.warmUp());
        honest.beginBurned();
        target.pause(form.burned());
        honest.endToTalk();
        target.await(form.patience(), honest::haveHeardAll);
    }

    /** What a switch has spent; of one that is gone nobody knows. */
    private static double cpu(TargetSwitch target) {
        return ProcessSample.of(target.pid()).map(ProcessSample::cpu).orElse(0.0);
    }
}
