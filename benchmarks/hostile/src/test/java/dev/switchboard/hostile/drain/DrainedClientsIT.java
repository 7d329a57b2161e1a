// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.drain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.hostile.BuiltSwitch;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients of the switch that was just built are sent to another one, and miss nothing. */
class DrainedClientsIT {
    @TempDir private static Path folder;

    @ParameterizedTest
    @EnumSource(names = {"AT_ONCE", "DEAF"})
    void missNothingAndDoNotComeAllAtOnce(Manner manner) throws IOException {
        var found = new Exodus(600, 300, 3).run(new BuiltSwitch(folder).home(), manner);

        assertThat(found.failures(3 + Exodus.CLOSE_TIMEOUT + 10)).as(found.row()).isEmpty();
        assertThat(found.told()).as("were told when to return").isGreaterThan(590);
    }
}
