// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static dev.switchboard.server.delivery.DeliveryFloor.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.api.Kind;
import dev.switchboard.api.Position;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Topic;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublicationTest {

    @Kind("said")
    private record Said(String text) {}

    private final DeliveryFloor floor = new DeliveryFloor();
    private final CountingEncoding second = new CountingEncoding();
    private final Publication publication = publish(new Said("hi"));

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void itIsFramedInJsonAsText() {
        var frame = publication.frame(floor.encoder.encoding());
        assertThat(frame.copy()).isEqualTo(text("{\"msg_type\":\"said\",\"text\":\"hi\"}").copy());
        assertThat(frame.kind()).isEqualTo("said");
    }

    @Test
    void anotherEncodingHasFramesOfItsOwn() {
        var _ = publication.frame(floor.encoder.encoding());
        byte[] frame = publication.frame(second).copy();
        assertThat(frame).startsWith(0x82, 14, 13);
        assertThat(new String(frame, 3, 13, StandardCharsets.UTF_8)).isEqualTo("Said[text=hi]");
    }

    @Test
    void nobodyNeedsAnEncodingThatNobodySpeaks() {
        var wire = new MemoryWire();
        var room = floor.lanes.audience(Topic.room("r"));
        room.join(floor.open(wire, "a"));
        floor.atOnce(() -> floor.lanes.publish(room, publication, null));
        assertThat(wire.frames()).hasSize(1);
        assertThat(second.written).hasValue(0);
    }

    @Test
    void thereIsOneFrameForEachEncoding() {
        var json = publication.frame(floor.encoder.encoding());
        var binary = publication.frame(second);
        assertThat(publication.frame(floor.encoder.encoding())).isSameAs(json);
        assertThat(publication.frame(second)).isSameAs(binary);
        assertThat(second.written).hasValue(1);
    }

    @Test
    void manyThreadsAtOnceGetTheSameFrame() throws InterruptedException {
        for (int round = 0; round < 500; round++) {
            var shared = publish(new Said("hi"));
            var _ = shared.frame(floor.encoder.encoding());
            Set<Frame> frames =
                    Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
            var start = new CountDownLatch(1);
            var threads = new Thread[4];
            for (int each = 0; each < threads.length; each++) {
                threads[each] =
                        Thread.ofPlatform()
                                .start(() -> {
                                    awaitOn(start);
                                    frames.add(shared.frame(second));
                                });
            }
            start.countDown();
            for (var thread : threads) {
                thread.join();
            }
            assertThat(frames).hasSize(1);
            assertThat(second.written).hasValue(round + 1);
        }
    }

    @Test
    void itIsFramedWithItsPosition() {
        var placed = publication.at(new Position("e", 17, 12));
        assertThat(placed.frame(floor.encoder.encoding()).copy())
                .isEqualTo(
                        text("{\"msg_type\":\"said\",\"offset\":17,\"prev\":12,"
                                        + "\"epoch\":\"e\",\"text\":\"hi\"}")
                                .copy());
        assertThat(placed.frame(second).copy()).asString().endsWith("Said[text=hi]@17");
    }

    @Test
    void aRawMessageIsTheSameInEveryEncoding() {
        var raw = publish(RawMessage.text("as it came"));
        assertThat(raw.frame(floor.encoder.encoding()).copy()).isEqualTo(text("as it came").copy());
        assertThat(raw.frame(second).copy()).isEqualTo(text("as it came").copy());
        assertThat(raw.kind()).isEqualTo("raw");
        assertThat(second.written).hasValue(0);
    }

    @Test
    void whatIsNoMessageIsNoPublication() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publish("hi"))
                .withMessageContaining("java.lang.String cannot be sent");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> publish(new Position("e", 1, 0)))
                .withMessageContaining("must be a record with @Kind");
    }

    private Publication publish(Object message) {
        return Publication.of(Topic.room("r"), message, floor.encoder, null, null);
    }

    private static void awaitOn(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
