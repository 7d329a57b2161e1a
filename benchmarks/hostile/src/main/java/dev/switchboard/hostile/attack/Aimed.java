// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.Work;
import dev.switchboard.load.client.Worker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A crew that sends direct messages to one client, which reads all it gets, at its own speed. */
final class Aimed implements Attack {
    private static final String HELLO = "{\"msg_type\":\"hello\",\"id\":1}";
    private static final Pattern ID = Pattern.compile("\"client\":\"([^\"]+)\"");
    private static final long PATIENCE_SECONDS = 5;

    private final Ground ground;
    private final int count;
    private final int size;
    private final Worker worker;
    private final Victim victim;
    private @Nullable Crew crew;

    Aimed(Ground ground, int count, int size) throws IOException {
        this(ground, count, size, Double.POSITIVE_INFINITY);
    }

    /**
     * @param bytesPerSecond that the victim reads
     */
    Aimed(Ground ground, int count, int size, double bytesPerSecond) throws IOException {
        this.ground = ground;
        this.count = count;
        this.size = size;
        victim = new Victim(bytesPerSecond);
        worker = new Worker("victim", ground.forInnocent("/ws"), false);
        worker.add(victim);
    }

    @Override
    public void begin() {
        worker.start();
        worker.call(() -> worker.open(victim, 1 << 18, 0, 0));
        // The id is made of letters and digits: nothing in it is a hole of a template.
        String to = victim.id.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        Role role =
                Role.talking(
                        count,
                        size,
                        "{\"msg_type\":\"direct_message\",\"to\":\"%s\",\"content\":\"%%p\"}"
                                .formatted(to));
        try {
            Crew aimed = new Crew(ground, role);
            aimed.begin();
            crew = aimed;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void end() {
        if (crew != null) {
            crew.end();
        }
    }

    @Override
    public Map<String, Long> gains() {
        Map<String, Long> gains = new LinkedHashMap<>(crew == null ? Map.of() : crew.gains());
        gains.put("victim got", victim.heard);
        if (!victim.ending.isEmpty()) {
            gains.put("victim closed with " + victim.ending, 1L);
        }
        return gains;
    }

    /** A victim that has a speed keeps it; one that has none reads when our process may run. */
    @Override
    public long harmed() {
        return victim.isSlow() && !victim.ending.isEmpty() ? 1 : 0;
    }

    @Override
    public void close() {
        if (crew != null) {
            crew.close();
        }
        worker.end();
    }

    /** Its worker's thread writes, any thread reads. */
    private static final class Victim implements Connection.Client, Work {
        private static final long ROUND = 4 * Clock.MILLISECOND;

        final double bytesPerSecond;
        final CompletableFuture<String> id = new CompletableFuture<>();
        volatile long heard;
        volatile String ending = "";
        private @Nullable Connection paused;
        private double unread;
        private long last;

        Victim(double bytesPerSecond) {
            this.bytesPerSecond = bytesPerSecond;
        }

        boolean isSlow() {
            return bytesPerSecond < Double.POSITIVE_INFINITY;
        }

        @Override
        public long run(long now) {
            unread -= Math.min(unread, (double) (now - last) / Clock.SECOND * bytesPerSecond);
            last = now;
            if (paused != null && unread <= 0) {
                paused.pause(false);
                paused = null;
            }
            return paused == null ? Clock.NEVER : now + ROUND;
        }

        @Override
        public void opened(Connection connection, long now) {
            connection.send(HELLO);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
        public void message(Connection from, ByteBuffer buffer, int at, int length, long now) {
            heard++;
            if (isSlow()) {
                last = paused == null ? now : last;
                paused = from;
                unread += length;
                from.pause(true);
            }
            if (!id.isDone()) {
                byte[] text = new byte[length];
                buffer.get(at, text);
                Matcher found = ID.matcher(new String(text, StandardCharsets.UTF_8));
                if (found.find()) {
                    id.complete(found.group(1));
                }
            }
        }

        @Override
        public void ended(Connection connection, Ending how, long now) {
            ending = how.label();
        }
    }
}
