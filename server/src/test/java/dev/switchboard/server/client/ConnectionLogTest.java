// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static dev.switchboard.server.client.ClientFloor.user;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.api.Code;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConnectionLogTest {

    private final Logger log = (Logger) LoggerFactory.getLogger(ConnectionLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final ClientFloor floor = new ClientFloor();

    @BeforeEach
    void listen() {
        log.setLevel(Level.INFO);
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void close() {
        log.detachAppender(lines);
        log.setLevel(null);
        floor.close();
    }

    @Test
    void whoStaysIsToldOfAtBothEnds() {
        var client = floor.connect();
        assertThat(messages()).isEmpty();
        floor.time.advance(ConnectionLog.BRIEF);
        assertThat(messages()).containsExactly("client connected");
        floor.time.advance(Duration.ofMinutes(1));
        floor.lose(client);
        floor.time.advance(Duration.ofMinutes(1));
        assertThat(messages()).containsExactly("client connected", "client disconnected");
    }

    @Test
    void whoDoesNotStayIsToldOfOnce() {
        for (int n = 0; n < 10; n++) {
            floor.lose(floor.connect());
            floor.time.advance(Duration.ofMillis(100));
        }
        var last = floor.connect();
        floor.time.advance(ConnectionLog.BRIEF.minusMillis(1));
        floor.lose(last);
        floor.time.advance(Duration.ofMinutes(1));
        assertThat(messages()).hasSize(11).containsOnly("client disconnected");
    }

    @Test
    void theLineOfTheEndSaysWhoItWas() {
        var client = floor.connect(user("192.0.2.7", "ann"));
        floor.time.advance(Duration.ofMillis(500));
        client.close(Code.NORMAL, "enough");
        floor.lose(client);
        assertThat(details())
                .contains("user=ann", "address=192.0.2.7", "path=/ws", "code=1000", "by=switch")
                .contains("reason=enough", "seconds=0.5", "messages_in=0", "bytes_in=0");
    }

    private List<String> messages() {
        return lines.list.stream().map(ILoggingEvent::getMessage).toList();
    }

    private List<String> details() {
        return lines.list.getLast().getKeyValuePairs().stream()
                .map(pair -> pair.key + "=" + pair.value)
                .toList();
    }
}
