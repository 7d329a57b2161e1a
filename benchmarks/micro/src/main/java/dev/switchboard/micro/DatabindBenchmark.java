// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import dev.switchboard.api.Json;
import dev.switchboard.plugin.rooms.RoomMessageSaid;
import dev.switchboard.server.codec.Incoming;
import dev.switchboard.server.codec.Kinds;
import dev.switchboard.server.codec.MessageReader;
import dev.switchboard.server.codec.MessageWriter;
import dev.switchboard.server.codec.Shape;
import dev.switchboard.server.codec.Shapes;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * A room message of 150 bytes by the switch's codec, and by a Jackson mapper that each plugin would
 * have for itself. The mapper is spared the search for the kind: it is told the record.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class DatabindBenchmark {
    private static final String TEXT =
            "{\"msg_type\":\"room_message\",\"id\":17,\"room\":\"lobby\",\"content\":\""
                    + Content.SHORT.repeat(2)
                    + "\"}";

    /** What a mapper reads. */
    record Heard(String msgType, @Nullable JsonNode id, String room, JsonNode content) {}

    /** What a mapper writes. */
    record Told(String msgType, String from, String room, JsonNode content) {}

    private final byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);
    private final MessageReader reader = new MessageReader(() -> ReadBenchmark.LIMITS);
    private final MessageWriter writer = new MessageWriter(new Shapes());
    private final Kinds<Shape> kinds = Said.kinds();
    private final RoomMessageSaid said =
            new RoomMessageSaid(Content.CLIENT, "lobby", Json.of(Content.SHORT));

    private final JsonMapper mapper =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();
    private final ObjectReader mapped = mapper.readerFor(Heard.class);
    private final ObjectWriter mapping = mapper.writerFor(Told.class);
    private final Told told =
            new Told(
                    "room_message",
                    Content.CLIENT,
                    "lobby",
                    mapper.getNodeFactory().stringNode(Content.SHORT));

    @Benchmark
    public Incoming<Shape> readByCodec() {
        return reader.read(text, kinds);
    }

    @Benchmark
    public Object readByMapper() {
        return mapped.readValue(text);
    }

    @Benchmark
    public byte[] writeByCodec() {
        var encoded = writer.write(said, null);
        byte[] bytes = new byte[encoded.size()];
        encoded.copyTo(bytes, 0);
        return bytes;
    }

    @Benchmark
    public byte[] writeByMapper() {
        return mapping.writeValueAsBytes(told);
    }
}
