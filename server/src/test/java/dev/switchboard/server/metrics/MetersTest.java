// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Timer;
import dev.switchboard.api.Registration;
import dev.switchboard.server.time.VirtualTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetersTest {

    enum Reason {
        FULL,
        BAD_ORIGIN
    }

    private final VirtualTime time = new VirtualTime();
    private final Meters meters = new Meters(time);

    @Test
    void theSameNameGivesTheSameMetric() {
        Counter counter = meters.counter("x_total", "X.");
        counter.inc();
        assertThat(meters.counter("x_total", "X.")).isSameAs(counter);
        assertThat(meters.families()).extracting(Family::name).containsExactly("x_total");
    }

    @Test
    void aNameCannotBeTwoThings() {
        meters.counter("x_total", "X.");
        assertThatThrownBy(() -> meters.total("x_total", "X.", () -> 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x_total exists already");
        assertThatThrownBy(() -> meters.counter("x_total", "X.", Label.of("why", "a")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> meters.gauge("x_total", "X.", () -> 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesSayWhatTheyMeasure() {
        assertThatThrownBy(() -> meters.counter("refusals", "R."))
                .hasMessage("metric refusals should be named refusals_total");
        assertThatThrownBy(() -> meters.timer("handler", "H."))
                .hasMessage("metric handler should be named handler_seconds");
        assertThatThrownBy(() -> meters.gauge("Bad-Name", "B.", () -> 1))
                .hasMessage("not a metric name: Bad-Name");
    }

    @Test
    void seriesOfAnEnumAreThereFromTheStart() {
        Family<Counter> refusals =
                meters.counter("r_total", "R.", Label.of("reason", Reason.class));
        assertThat(refusals.series()).containsOnlyKeys("full", "bad_origin");
        refusals.of(Reason.BAD_ORIGIN).inc();
        assertThat(refusals.of("bad_origin").getCount()).isEqualTo(1);
    }

    @Test
    void whatExceedsTheLimitOfALabelIsCountedAsOther() {
        Family<Counter> kinds = meters.counter("k_total", "K.", Label.upTo(2, "kind"));
        for (String kind : new String[] {"a", "b", "c", "d", "a"}) {
            kinds.of(kind).inc();
        }
        assertThat(kinds.series()).containsOnlyKeys("a", "b", "other");
        assertThat(kinds.of("a").getCount()).isEqualTo(2);
        assertThat(kinds.of("other").getCount()).isEqualTo(2);
    }

    @Test
    void aMillionValuesMakeNoMoreSeriesThanTheLimit() {
        Family<Counter> kinds = meters.counter("k_total", "K.", Label.upTo(20, "kind"));
        for (int i = 0; i < 1_000_000; i++) {
            kinds.of("room" + i).inc();
        }
        assertThat(kinds.series()).hasSize(21);
        assertThat(meters.registry().getMetrics()).hasSize(21);
    }

    @Test
    void aGaugeIsReadUntilItIsClosed() {
        Registration gauge = meters.gauge("depth", "D.", () -> 3);
        assertThat(meters.registry().gauge("depth").getValue()).isEqualTo(3.0);
        gauge.close();
        assertThat(meters.registry().gauge("depth").getValue()).isEqualTo(Double.NaN);
    }

    @Test
    void closingTheOldSourceOfAGaugeLeavesTheNewOne() {
        Registration old = meters.gauge("depth", "D.", () -> 1);
        meters.gauge("depth", "D.", () -> 2);
        old.close();
        assertThat(meters.registry().gauge("depth").getValue()).isEqualTo(2.0);
    }

    @Test
    void aGaugeThatFailsIsNotANumber() {
        meters.gauge(
                "depth",
                "D.",
                () -> {
                    throw new NoClassDefFoundError("on purpose");
                });
        assertThat(meters.registry().gauge("depth").getValue()).isEqualTo(Double.NaN);
    }

    @Test
    void aRemovedFamilyIsGoneFromTheRegistryToo() {
        meters.counter("k_total", "K.", Label.of("kind", "a", "b"));
        meters.counter("k_total_more_total", "Another.");
        meters.remove("k_total");
        assertThat(meters.families())
                .extracting(Family::name)
                .containsExactly("k_total_more_total");
        assertThat(meters.registry().getNames()).containsExactly("k_total_more_total");
    }

    @Test
    void timersKnowTheirRateAndForgetOldDurations() {
        Timer timer = meters.timer("handler_seconds", "H.");
        for (int second = 0; second < 60; second++) {
            timer.update(Duration.ofMillis(1));
            time.advance(Duration.ofSeconds(1));
        }
        assertThat(timer.getCount()).isEqualTo(60);
        assertThat(timer.getMeanRate()).isEqualTo(1, within(0.1));
        assertThat(timer.getOneMinuteRate()).isEqualTo(1, within(0.2));
        assertThat(timer.getSnapshot().getMedian()).isEqualTo(1e6, within(125e3));
        time.advance(Duration.ofMinutes(2));
        assertThat(timer.getSnapshot().size()).isZero();
        assertThat(timer.getCount()).isEqualTo(60);
    }

    @Test
    void aClosedOneKeepsNothingInTheClock() {
        assertThat(time.waiting()).isPositive();
        meters.close();
        assertThat(time.waiting()).isZero();
    }
}
