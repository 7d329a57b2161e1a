// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Registration;
import dev.switchboard.server.log.Correlation;
import dev.switchboard.server.time.Time;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Tells the log who comes and goes. The line of the end says all there is to say. So the line of
 * the beginning waits for a second, and a connection that is gone by then has one line only: those
 * who connect for nothing do so often. Any thread.
 */
final class ConnectionLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

    /** What ends sooner is told once. */
    static final Duration BRIEF = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Map<String, ConnectedClient> connected;
    private final Time time;
    private final Registration looking;

    /** Ids of clients that came and are not told of, in order. Any thread adds, the clock takes. */
    private final Queue<String> newcomers = new ConcurrentLinkedQueue<>();

    /**
     * Nobody has come yet.
     *
     * @param connected who is connected, by id; a concurrent map
     */
    ConnectionLog(Map<String, ConnectedClient> connected, Time time) {
        this.connected = connected;
        this.time = time;
        this.looking = time.every(LOOK, this::tellOfNewcomers);
    }

    void came(ConnectedClient client) {
        newcomers.add(client.id());
    }

    void identified(ConnectedClient client) {
        log(client, "client identified", line -> line);
    }

    void left(ConnectedClient client, Ending ending) {
        var lasted = Duration.ofNanos(time.nanos() - client.connectedAt());
        log(
                client,
                "client disconnected",
                line ->
                        whence(client, line)
                                .addKeyValue("code", ending.code())
                                .addKeyValue("by", ending.by().name().toLowerCase(Locale.ROOT))
                                .addKeyValue("reason", ending.reason())
                                .addKeyValue("seconds", lasted.toMillis() / 1000.0)
                                .addKeyValue("messages_in", client.allowance().messages())
                                .addKeyValue("bytes_in", client.allowance().bytes())
                                .addKeyValue("messages_out", client.outbox().sentMessages())
                                .addKeyValue("bytes_out", client.outbox().sentBytes()));
    }

    private void tellOfNewcomers() {
        long now = time.nanos();
        for (var id = newcomers.peek(); id != null && isDone(id, now); id = newcomers.peek()) {
            newcomers.remove();
        }
    }

    /** Under the map's lock on the client, so that its end is not told before its beginning. */
    private boolean isDone(String id, long now) {
        var client = connected.get(id);
        if (client != null && now - client.connectedAt() < BRIEF.toNanos()) {
            return false;
        }
        connected.computeIfPresent(
                id,
                (_, present) -> {
                    log(present, "client connected", line -> whence(present, line));
                    return present;
                });
        return true;
    }

    private static LoggingEventBuilder whence(ConnectedClient client, LoggingEventBuilder line) {
        return line.addKeyValue("address", client.address().getHostAddress())
                .addKeyValue("path", client.path());
    }

    /** A line that tells of the client, and of its user if there is one. */
    private static void log(
            ConnectedClient client, String what, UnaryOperator<LoggingEventBuilder> details) {
        var user = client.user();
        var line = user.isPresent() ? LOG.atInfo().addKeyValue("user", user.get()) : LOG.atInfo();
        Correlation.run(Correlation.of(client.id()), () -> details.apply(line).log(what));
    }

    @Override
    public void close() {
        looking.close();
    }
}
