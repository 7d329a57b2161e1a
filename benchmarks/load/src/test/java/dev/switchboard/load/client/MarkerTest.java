// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.load.client.MarkerFinder.Finding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class MarkerTest {
    private final MarkerFinder finder = new MarkerFinder();

    @Test
    void readsBackTheLargestNumbers() {
        ByteBuffer message = message();
        long time = (1L << 48) - 1;
        long lag = ((1L << 28) - 1) * 1000;
        Marker.write(message, 11, 0, time, lag, Marker.MAX_PUBLISHERS - 1, (1 << 28) - 1);

        assertThat(finder.find(message, 0, 100)).isEqualTo(Finding.INTACT);
        assertThat(finder.marker().time()).isEqualTo(time);
        assertThat(finder.marker().lag()).isEqualTo(lag);
        assertThat(finder.marker().publisher()).isEqualTo(Marker.MAX_PUBLISHERS - 1);
        assertThat(finder.marker().sequence()).isEqualTo((1 << 28) - 1);
    }

    @Test
    void isMadeOfLettersOnly() {
        ByteBuffer message = message();
        Marker.write(message, 0, 0, 123_456_789_012L, 0, 77, 4711);

        for (int i = 0; i < Marker.LENGTH; i++) {
            assertThat(Character.isLetter(message.get(i))).isTrue();
        }
    }

    @Test
    void noticesEverySingleDamagedLetter() {
        for (int at = 4; at < Marker.LENGTH; at++) {
            ByteBuffer message = message();
            Marker.write(message, 0, 0, 123_456_789_012L, 5000, 77, 4711);
            message.put(at, (byte) (message.get(at) == 'p' ? 'a' : message.get(at) + 1));

            assertThat(finder.find(message, 0, 100)).as("letter " + at).isEqualTo(Finding.DAMAGED);
        }
    }

    @Test
    void findsItWhereverTheServerPutsIt() {
        for (int at = 0; at <= 60; at += 7) {
            ByteBuffer message = message();
            Marker.write(message, at, 0, 1, 0, 2, 3);

            assertThat(finder.find(message, 0, 100)).isEqualTo(Finding.INTACT);
        }
        assertThat(finder.find(message(), 0, 100)).isEqualTo(Finding.NONE);
    }

    @Test
    void fourLettersInTheNameOfASessionAreNone() {
        ByteBuffer greeting = message();
        greeting.put(
                "0{\"sid\":\"x7SbMkQ2_pLw0rT9AAAB\",\"pingInterval\":25000}".getBytes(US_ASCII));

        assertThat(finder.find(greeting, 0, 100)).isEqualTo(Finding.NONE);
    }

    @Test
    void findsItBehindFourLettersThatAreNone() {
        ByteBuffer message = message();
        message.put("[\"x7SbMkQ2_pLw0rT9AAAB\",\"".getBytes(US_ASCII));
        Marker.write(message, message.position(), 0, 1, 0, 2, 3);

        assertThat(finder.find(message, 0, 100)).isEqualTo(Finding.INTACT);
        assertThat(finder.marker().sequence()).isEqualTo(3);
    }

    @Test
    void aMaskedMessageUnmasksToItself() {
        for (String envelope : new String[] {"%p", "x%p", "xy%pz", "xyz%p"}) {
            Message message = Message.of(new Template(envelope), 90, false, 0, 9);
            ByteBuffer frame = message.stamped(123_456, 0, 42);
            int payload = frame.limit() - 90;
            int mask = frame.getInt(payload - 4);
            ByteBuffer plain = message();
            for (int i = 0; i < 90; i++) {
                plain.put(i, (byte) (frame.get(payload + i) ^ mask >>> (8 * (i & 3))));
            }

            assertThat(finder.find(plain, 0, 90)).isEqualTo(Finding.INTACT);
            assertThat(finder.marker().sequence()).isEqualTo(42);
            assertThat(finder.isIntact(plain, message.filler(), 90)).isTrue();
        }
    }

    private static ByteBuffer message() {
        return ByteBuffer.allocate(100).order(ByteOrder.LITTLE_ENDIAN);
    }
}
