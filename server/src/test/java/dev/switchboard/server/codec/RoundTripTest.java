// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is written can be read again, whatever the values. */
final class RoundTripTest {
    private final Random random = new Random(8);
    private final Listener listener = Listener.to(Sample.class);
    private final MessageWriter writer = new MessageWriter(new Shapes());

    private enum Colour {
        RED,
        DARK_BLUE
    }

    private record Point(double x, Optional<Integer> label) {}

    @Kind("sample")
    private record Sample(
            String text,
            long number,
            @Nullable Boolean flag,
            Colour colour,
            UUID uuid,
            Instant instant,
            Duration duration,
            Json json,
            List<Point> points,
            Map<String, List<String>> names) {}

    @Test
    void aRecordComesBackAsItWas() {
        for (int round = 0; round < 500; round++) {
            Sample sample = sample();
            String text = Bytes.text(writer.write(sample, null));

            assertThat(listener.record(text)).as(text).isEqualTo(sample);
        }
    }

    private Sample sample() {
        return new Sample(
                text(),
                random.nextLong() >> random.nextInt(64),
                random.nextBoolean() ? random.nextBoolean() : null,
                Colour.values()[random.nextInt(2)],
                new UUID(random.nextLong(), random.nextLong()),
                Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)),
                Duration.ofMillis(random.nextInt()),
                Json.of(text()),
                IntStream.range(0, random.nextInt(4)).mapToObj(each -> point()).toList(),
                Map.of("a", List.of(text()), text() + "b", List.of()));
    }

    private Point point() {
        double x = Double.longBitsToDouble(random.nextLong());
        return new Point(
                Double.isFinite(x) ? x : 0,
                random.nextBoolean() ? Optional.of(random.nextInt()) : Optional.empty());
    }

    private String text() {
        int[] characters =
                random.ints(random.nextInt(8), 0, Character.MAX_CODE_POINT)
                        .map(each -> each >> random.nextInt(21))
                        .filter(each -> each < 0xd800 || each > 0xdfff)
                        .toArray();
        return new String(characters, 0, characters.length);
    }
}
