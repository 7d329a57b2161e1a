// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.RawMessage;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Lanes over a clock that stands still. What a test does {@link #atOnce} is one burst of the
 * reader, so with few receivers it is done when the call returns.
 */
public final class DeliveryFloor implements AutoCloseable {

    private static final String SMALL =
            """
            listen { host = 127.0.0.1, port = 0 }
            messages { max-size = 1 KiB, max-frame-size = 1 KiB }
            delivery.lanes = 1
            """;

    public final VirtualTime time = new VirtualTime();
    public final Meters meters = new Meters(time);
    public final Encoder encoder = new Encoder(new Shapes());
    public final Lanes lanes;
    private final AtomicReference<Settings> settings;

    /** Lanes with these settings, one lane unless they say otherwise. */
    public DeliveryFloor(String... configuration) {
        settings = new AtomicReference<>(read(configuration));
        lanes =
                new Lanes(
                        () -> settings.get().delivery(),
                        new DeliveryMeters(meters),
                        encoder,
                        time,
                        new MemoryBudget(() -> settings.get().delivery()));
    }

    private static Settings read(String... configuration) {
        try {
            return Configuration.of(SMALL + String.join("\n", configuration)).settings();
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Publishes a frame that {@link #text} made. */
    void publish(
            Audience audience, Frame text, @Nullable Outbox except, @Nullable Publisher publisher) {
        publish(lanes, audience, text, except, publisher);
    }

    /** The same, by other lanes. */
    void publish(
            Lanes by,
            Audience audience,
            Frame text,
            @Nullable Outbox except,
            @Nullable Publisher publisher) {
        byte[] bytes = text.copy();
        int header = bytes[1] == 126 ? 4 : bytes[1] == 127 ? 10 : 2;
        var message = new RawMessage(true, Arrays.copyOfRange(bytes, header, bytes.length));
        var publication = Publication.of(audience.topic(), message, encoder, publisher, null);
        by.publish(audience, publication, except);
    }

    public Settings settings() {
        return settings.get();
    }

    /** From now on these settings hold. */
    public void change(String... configuration) {
        settings.set(read(configuration));
    }

    /** An outbox that writes here; when it does not keep up, it says so and closes. */
    public Outbox open(MemoryWire wire, String clientId) {
        return new MemoryOwner(wire).open(lanes, wire, clientId);
    }

    /** Makes everything done here one burst. */
    public void atOnce(Runnable work) {
        try (var _ = lanes.burst()) {
            work.run();
        }
        settle();
    }

    /** Waits until the lanes have done all that they were given so far; not if they coalesce. */
    public void settle() {
        for (int lane = 0; lane < settings.get().delivery().lanes(); lane++) {
            settle(probe(lane));
        }
    }

    /** An outbox of this lane. */
    private Outbox probe(int lane) {
        for (int id = 0; ; id++) {
            var outbox = open(new MemoryWire(), Integer.toString(id));
            if (outbox.host().context().index() == lane) {
                return outbox;
            }
        }
    }

    /** When it is this thread's turn, all turns before are over, and this one with it. */
    private void settle(Outbox probe) {
        var ranOn = new AtomicReference<Thread>();
        do {
            ranOn.set(null);
            try (var _ = lanes.burst()) {
                probe.host().perform(() -> ranOn.set(Thread.currentThread()));
            }
            Await.until(() -> ranOn.get() != null);
        } while (!Thread.currentThread().equals(ranOn.get()));
    }

    /** A text message. */
    public static Frame text(String text) {
        return Frame.raw(RawMessage.text(text));
    }

    /** A text message whose frame has this many bytes, beginning with the name. */
    public static Frame text(String name, int size) {
        int header = size - 2 < 126 ? 2 : 4;
        char[] padding = new char[size - header - name.length()];
        Arrays.fill(padding, '.');
        return text(name + new String(padding));
    }

    @Override
    public void close() {
        lanes.close();
        meters.close();
    }
}
