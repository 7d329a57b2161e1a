// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MemoryFormulaTest {
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    private static final String CONFIG =
            """
            listen.header-size                 8 KiB                  default
            messages.max-size                  64 KiB                 default
            messages.max-frame-size            32 KiB                 conf/switchboard.conf:1
            rooms.per-client                   100                    default
            """;

    @Test
    void withoutAClientItIsWhatIsOnItsWayOutAndTheSwitchItself() {
        assertThat(of("\"\"").bound(0, 0, 0)).isEqualTo(5 * MIB + 500 * MIB / 5 * 2);
        assertThat(of("30 MiB").bound(0, 0, 0)).isEqualTo(35 * MIB);
    }

    @Test
    void aClientMayHaveThreeMessagesAFrameAndABufferAndItsRooms() {
        long client = of("1 MiB").bound(1, 0, 0) - of("1 MiB").bound(0, 0, 0);

        assertThat(client).isEqualTo((2 + 3 * 64 + 32 + 64 + 4 + 1) * KIB + 100 * 100);
    }

    @Test
    void roomsAndPendingConnectionsCount() {
        MemoryFormula formula = of("1 MiB");

        assertThat(formula.bound(0, 10, 0) - formula.bound(0, 0, 0)).isEqualTo(3_400);
        assertThat(formula.bound(0, 0, 5_000) - formula.bound(0, 0, 0)).isEqualTo(1_000 * 40 * KIB);
    }

    private static MemoryFormula of(String delivery) {
        return MemoryFormula.of(5 * MIB, 500 * MIB, CONFIG + "delivery.memory  " + delivery);
    }
}
