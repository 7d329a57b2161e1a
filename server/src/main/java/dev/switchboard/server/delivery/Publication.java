// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import dev.switchboard.api.Position;
import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Topic;
import dev.switchboard.server.codec.Encoding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * A message for a topic, from the hub through the engine to the lanes. It becomes bytes last, when
 * the engine has decided its position, and once for each encoding that somebody needs, and once
 * more for those who take it compressed. It is a value, except that it remembers its frames.
 *
 * <p>Whoever hands it to many asks for the first frame before; that one is then read without a
 * lock. Any thread may ask for more.
 */
public final class Publication {

    private static final VarHandle OTHERS;

    static {
        try {
            OTHERS =
                    MethodHandles.lookup()
                            .findVarHandle(Publication.class, "others", ConcurrentMap.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** What a frame is written in, and whether it is compressed besides. */
    private record Form(Encoding encoding, boolean isCompressed) {}

    private final Topic topic;
    private final String kind;
    private final Record payload;
    private final @Nullable Publisher publisher;
    private final @Nullable String except;
    private final @Nullable Position position;

    /** What the first frame is written in. Set with it, by whoever hands the publication on. */
    private @Nullable Encoding encoding;

    private @Nullable Frame frame;

    /** The frames in other forms, from the first of them on. */
    @SuppressWarnings("UnusedVariable") // by its handle
    private volatile @Nullable ConcurrentMap<Form, Frame> others;

    private Publication(
            Topic topic,
            String kind,
            Record payload,
            @Nullable Publisher publisher,
            @Nullable String except,
            @Nullable Position position) {
        this.topic = topic;
        this.kind = kind;
        this.payload = payload;
        this.publisher = publisher;
        this.except = except;
        this.position = position;
    }

    /**
     * A publication whose position is not decided.
     *
     * @param message a message of a plugin: a record that is a kind, or a raw message
     * @param publisher whose message led to it, if that client is connected here
     * @param except the id of a client, here or elsewhere, that does not get it
     * @throws IllegalArgumentException if the message is neither
     */
    public static Publication of(
            Topic topic,
            Object message,
            Encoder encoder,
            @Nullable Publisher publisher,
            @Nullable String except) {
        var payload = Encoder.sendable(message);
        return new Publication(topic, encoder.kind(payload), payload, publisher, except, null);
    }

    /** The same publication with the position that the engine decided. */
    public Publication at(Position decided) {
        return new Publication(topic, kind, payload, publisher, except, decided);
    }

    /** Who receives it. */
    public Topic topic() {
        return topic;
    }

    /** The {@code msg_type}, or what a raw message counts as. */
    public String kind() {
        return kind;
    }

    /** The message itself. */
    public Record payload() {
        return payload;
    }

    /** The client whose message led to it; it may be held while receivers are behind. */
    public @Nullable Publisher publisher() {
        return publisher;
    }

    /** The id of the client that does not get it. */
    public @Nullable String except() {
        return except;
    }

    /** Where it stands in its topic, once that is decided, by an engine that decides it. */
    public @Nullable Position position() {
        return position;
    }

    /** The frame for those who speak this encoding; made when somebody asks for the first time. */
    public Frame frame(Encoding wanted) {
        if (wanted.equals(encoding)) {
            return Objects.requireNonNull(frame);
        }
        if (encoding == null) {
            var first = make(wanted);
            frame = first;
            encoding = wanted;
            return first;
        }
        return others().computeIfAbsent(new Form(wanted, false), _ -> make(wanted));
    }

    /**
     * The frame for those who take it compressed; the one for all others if that is better. Of
     * several lanes that ask, one compresses it, and the others wait for that.
     */
    Frame compressed(Encoding wanted, Compressor compressor) {
        var plain = frame(wanted);
        return compressor.isFor(plain)
                ? others().computeIfAbsent(new Form(wanted, true), _ -> compressor.compress(plain))
                : plain;
    }

    private Frame make(Encoding wanted) {
        return payload instanceof RawMessage raw
                ? Frame.raw(raw)
                : Frame.message(kind, wanted, payload, position);
    }

    private ConcurrentMap<Form, Frame> others() {
        if (others == null) {
            OTHERS.compareAndSet(this, null, new ConcurrentHashMap<Form, Frame>());
        }
        return Objects.requireNonNull(others);
    }
}
