// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.comparison.server.Entrants;
import dev.switchboard.comparison.server.SwitchTree;
import dev.switchboard.hostile.attack.Assault;
import dev.switchboard.hostile.attack.Assaults;
import dev.switchboard.hostile.report.Report;
import dev.switchboard.hostile.report.Row;
import java.io.IOException;
import java.nio.file.Path;

/** The switch of the tarball that was just built, to be attacked. */
public final class BuiltSwitch {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    private final Path home;

    /** Unpacks it. */
    public BuiltSwitch(Path folder) throws IOException {
        Entrants entrants = new Entrants(ROOT, folder);
        entrants.addSwitch();
        home = ((SwitchTree) entrants.contenders().getFirst()).home();
    }

    /** Where it was unpacked. */
    public Path home() {
        return home;
    }

    /** Makes an attack of some seconds, and checks that nothing honest was harmed. */
    Row withstands(String attack) throws IOException {
        return withstands(Assaults.named(attack, false));
    }

    Row withstands(Assault assault) throws IOException {
        Row row = new Battle(Form.SHORT).fight("", home, assault);
        assertThat(row.failures(Form.SHORT.bounds()))
                .as(Report.line(row, Form.SHORT.bounds()))
                .isEmpty();
        return row;
    }
}
