// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.switchboard.load.check.Tally;
import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Traffic;
import dev.switchboard.load.measure.Latencies;
import dev.switchboard.load.measure.ProcessSample;
import dev.switchboard.load.result.Generator;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.result.ResultJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Can the instrument be trusted? Over two seconds, of which each user of the CPU takes a part. */
class MeasuredTest {
    private static final double SECONDS = 2;

    @Test
    void aThreadThatIsBusyNearlyAllTheTimeIsTheLimit() {
        assertThat(generator(0.91 * SECONDS, 0).isTheLimit()).isTrue();
        assertThat(generator(SECONDS, 0).isTheLimit()).isTrue();
    }

    @Test
    void aThreadThatRestsATenthOfTheTimeIsNot() {
        assertThat(generator(0.89 * SECONDS, 0).isTheLimit()).isFalse();
        assertThat(generator(0, 0).isTheLimit()).isFalse();
    }

    @Test
    void othersAreWhatNeitherTheServerNorTheGeneratorSpent() {
        assertThat(generator(0.5, 0.4).otherCpuPercent()).isCloseTo(20, within(1e-6));
        assertThat(generator(0.5, -0.1).otherCpuPercent()).as("rounding").isZero();
    }

    @Test
    void theReaderIsToldThatTheGeneratorWasTheLimit() throws IOException {
        assertThat(Remarks.on(result(true), 0)).anyMatch(remark -> remark.contains("--threads"));
        assertThat(Remarks.on(result(false), 0)).noneMatch(remark -> remark.contains("--threads"));
    }

    /** The busiest thread, and the others on the machine, spent so many seconds; the server one. */
    private static Generator generator(double busiest, double others) {
        double own = busiest + 0.1;
        Sample begin = sample(5, 0, 0, 0, 0);
        Sample end = sample(5 + SECONDS, 1, own, busiest, own + 1 + others);
        return new Measured(begin, end, new Latencies(), new Latencies()).generator();
    }

    private static Sample sample(
            double second, double server, double own, double busiest, double machine) {
        return new Sample(
                (long) (second * Clock.SECOND),
                new Tally(),
                Traffic.NONE,
                0,
                Optional.of(new ProcessSample(server / 4, server * 3 / 4, 0, 0, 1)),
                machine + 100,
                own,
                busiest + 3);
    }

    private static Result result(boolean isTheLimit) throws IOException {
        try (var file =
                MeasuredTest.class.getResourceAsStream(
                        "/dev/switchboard/load/report/fan-out.json")) {
            String json = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return ResultJson.read(
                    json.replace("\"is_the_limit\":false", "\"is_the_limit\":" + isTheLimit));
        }
    }
}
