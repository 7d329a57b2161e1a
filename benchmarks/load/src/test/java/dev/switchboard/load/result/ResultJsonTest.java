// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultJsonTest {
    private static final Latency LATENCY = new Latency(3, 1.5, 1, 2, 3.25, 4, 5, 6);

    @Test
    void readsBackWhatItWrote() {
        Result result = everything();

        assertThat(ResultJson.read(ResultJson.write(result))).isEqualTo(result);
    }

    @Test
    void callsThingsByTheNamesThatReadersKnow() {
        assertThat(ResultJson.write(everything()))
                .startsWith(
                        "{\"tool\":\"switchboard bench\",\"version\":\"1\",\"scenario\":\"slow\"")
                .contains("\"started\":\"2025-01-01T00:00:00Z\"")
                .contains("\"latency_us\":{\"count\":3,\"mean\":1.5,\"p50\":1")
                .contains("\"latency_distribution\":[[50,1.25],[99.9,7]]")
                .contains("\"out_of_order\":6")
                .contains("\"cpu_us_per_message\":0.5")
                .contains("\"bytes_per_connection\":1024")
                .contains("\"p99_us\":null")
                .contains("\"is_the_limit\":true")
                .contains("\"curve\":[[0.5,100]]");
    }

    @Test
    void passesOverWhatItDoesNotKnowAndFillsWhatIsMissing() {
        Result result = ResultJson.read("{\"scenario\":\"idle\",\"invented\":[{\"x\":1}]}");

        assertThat(result.scenario()).isEqualTo("idle");
        assertThat(result.timeline()).isEmpty();
        assertThat(result.server()).isNull();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> ResultJson.read("[]")).hasMessageContaining("not an object");
        assertThatThrownBy(() -> ResultJson.read("{")).hasMessageStartingWith("not JSON");
        assertThatThrownBy(() -> ResultJson.read("{\"window\":\"wide\"}"))
                .hasMessage("not a result: window is wide");
    }

    private static Result everything() {
        return new Result(
                Result.TOOL,
                "1",
                "slow",
                "a \"label\"",
                Instant.parse("2025-01-01T00:00:00Z"),
                Map.of("rate", "100"),
                new Machine(2, 1L << 40, "Linux", "25"),
                new Connections(10, 9, 1, 0.5, 18, LATENCY, Map.of("429", 1L)),
                new Window(3, 300, 100, 10, 2.5, 12800),
                LATENCY,
                null,
                List.of(new Percentile(50, 1.25), new Percentile(99.9, 7)),
                new Checks(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                new Server(7, 0.25, 0.5, 25, 0.5, new Server.Resident(1, 2, 3, 4), 20, 1024),
                new Generator(98, true, 3),
                Map.of("1000", 12L),
                Map.of("rate_limited", 2L),
                List.of(new Moment(0.5, 50, 100, 9, null, null, 12.5, 1L << 30)),
                List.of("a remark"),
                true,
                new Slow(
                        5,
                        new Slow.Phase(100, LATENCY, 0.5),
                        new Slow.Phase(99, null, 0.75),
                        1.1,
                        500,
                        400,
                        100,
                        1L,
                        null,
                        Map.of("1013", 2L)),
                new Storm(
                        100,
                        100,
                        103,
                        0.25,
                        0.5,
                        LATENCY,
                        Map.of("429", 3L),
                        List.of(new Storm.Back(0.5, 100)),
                        20,
                        LATENCY),
                new Churn(1000, 500.5, 1),
                new Idle(9000, 1024.5, 2),
                new Mixed(List.of(new Mixed.Part("rooms", 10, 100, 33.25, LATENCY))));
    }
}
