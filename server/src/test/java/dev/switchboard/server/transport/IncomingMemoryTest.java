// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncomingMemoryTest {

    private final Meters meters = new Meters(new VirtualTime());
    private final IncomingMemory memory = new IncomingMemory(() -> 1000, meters);

    @AfterEach
    void close() {
        meters.close();
    }

    private double shown(String part) {
        var name = "switchboard_incoming_memory_bytes{part=%s}".formatted(part);
        return (double) meters.registry().gauge(name).getValue();
    }

    @Test
    void oneClientMayHaveHalfOfWhatTheOthersLeave() {
        var one = memory.share();
        var other = memory.share();
        assertThat(one.change(501)).isFalse();
        assertThat(one.change(500)).isTrue();
        assertThat(other.change(251)).isFalse();
        assertThat(other.change(250)).isTrue();
        assertThat(one.change(0)).isTrue();
        assertThat(other.change(500)).isTrue();
        assertThat(shown("kept")).isEqualTo(500);
        assertThat(shown("budget")).isEqualTo(1000);
    }

    @Test
    void whoGivesSomeBackIsNeverRefused() {
        var one = memory.share();
        assertThat(one.change(2000)).isFalse();
        assertThat(one.change(1999)).isTrue();
    }

    @Test
    void howeverManyWantMuchTheSumStaysBelow() {
        var shares = Stream.generate(memory::share).limit(100).toList();
        for (var share : shares) {
            if (!share.change(100)) {
                share.change(0);
            }
        }
        assertThat(shown("kept")).isBetween(700.0, 900.0);
        assertThat(memory.share().change(10)).as("one that wants little").isTrue();
    }

    @Test
    void theLargestMessageAlwaysFits() throws Exception {
        var settings =
                Configuration.of(
                                """
                                messages { max-size = 256 MiB, max-frame-size = 256 MiB }
                                delivery.outbox.bytes = 256 MiB
                                """)
                        .settings();
        try (var others = new Meters(new VirtualTime())) {
            var large = new IncomingMemory(() -> settings, others);
            assertThat(large.share().change(512L << 20)).isTrue();
            long tenth = Runtime.getRuntime().maxMemory() / 10;
            assertThat(large.toString())
                    .contains(" " + (Math.max(tenth, 2048L << 20) >> 20) + " MiB");
        }
    }
}
