// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Timer;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrometheusTextTest {

    private final Meters meters = new Meters(new VirtualTime());

    @Test
    void showsACounter() {
        meters.counter("x_total", "Counts X.").inc(3);
        assertThat(PrometheusText.of(meters))
                .isEqualTo(
                        """
                        # HELP x_total Counts X.
                        # TYPE x_total counter
                        x_total 3
                        """);
    }

    @Test
    void showsEachSeriesOfALabel() {
        meters.gauge("depth", "Depth.", Label.of("where", "a", "b")).of("b").from(() -> 0.25);
        assertThat(PrometheusText.of(meters))
                .isEqualTo(
                        """
                        # HELP depth Depth.
                        # TYPE depth gauge
                        depth{where="a"} NaN
                        depth{where="b"} 0.25
                        """);
    }

    @Test
    void escapesWhatWouldEndALineOrAValue() {
        meters.counter("x_total", "A \"b\" \\ \n c.", Label.of("why", "a\"b\\c\nd"));
        assertThat(PrometheusText.of(meters))
                .contains("# HELP x_total A \"b\" \\\\ \\n c.\n")
                .contains("x_total{why=\"a\\\"b\\\\c\\nd\"} 0\n");
    }

    @Test
    void showsSizesInExactCumulativeBuckets() {
        Histogram receivers = meters.histogram("receivers", "Receivers.");
        for (int value : new int[] {0, 1, 2, 3, 4, 5, 1000}) {
            receivers.update(value);
        }
        assertThat(PrometheusText.of(meters))
                .contains("# TYPE receivers histogram\n")
                .contains("receivers_bucket{le=\"1\"} 2\n")
                .contains("receivers_bucket{le=\"2\"} 3\n")
                .contains("receivers_bucket{le=\"4\"} 5\n")
                .contains("receivers_bucket{le=\"8\"} 6\n")
                .contains("receivers_bucket{le=\"512\"} 6\n")
                .contains("receivers_bucket{le=\"1024\"} 7\n")
                .contains("receivers_bucket{le=\"1073741824\"} 7\n")
                .contains("receivers_bucket{le=\"+Inf\"} 7\n")
                .contains("receivers_sum 1015\n")
                .contains("receivers_count 7\n");
    }

    @Test
    void showsTimesInSeconds() {
        Timer timer = meters.timer("t_seconds", "T.", Label.of("kind", "chat")).of("chat");
        timer.update(Duration.ofNanos(1024));
        timer.update(Duration.ofMillis(250));
        timer.update(Duration.ofMinutes(10));
        assertThat(PrometheusText.of(meters))
                .contains("t_seconds_bucket{kind=\"chat\",le=\"0.000001024\"} 1\n")
                .contains("t_seconds_bucket{kind=\"chat\",le=\"0.134217728\"} 1\n")
                .contains("t_seconds_bucket{kind=\"chat\",le=\"0.268435456\"} 2\n")
                .contains("t_seconds_bucket{kind=\"chat\",le=\"68.719476736\"} 2\n")
                .contains("t_seconds_bucket{kind=\"chat\",le=\"+Inf\"} 3\n")
                .contains("t_seconds_sum{kind=\"chat\"} 600.250001024\n")
                .contains("t_seconds_count{kind=\"chat\"} 3\n");
    }

    @Test
    void writesNumbersAsPrometheusReadsThem() {
        meters.gauge("a", "A.", () -> Double.POSITIVE_INFINITY);
        meters.gauge("b", "B.", () -> Double.NEGATIVE_INFINITY);
        meters.gauge("c", "C.", () -> 1e18);
        assertThat(PrometheusText.of(meters))
                .contains("\na +Inf\n")
                .contains("\nb -Inf\n")
                .contains("\nc 1.0E18\n");
    }
}
