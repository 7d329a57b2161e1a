// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.switchboard.api.Credentials;
import dev.switchboard.support.Secrets;
import dev.switchboard.support.TestBackend;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is told of a backend that fails in every way, and repeats all that it is told. */
class SecretsTest {

    private static final String TOKEN = Secrets.known("tok3n-of-ann");
    private static final String COOKIE = Secrets.known("cook1e-of-ann");
    private static final String SECRET = Secrets.known("s3cret-of-switch");

    private static final Credentials SHOWN =
            new Credentials(
                    Optional.of(TOKEN),
                    Map.of("cookie", List.of(COOKIE)),
                    "/ws",
                    InetAddress.getLoopbackAddress());

    private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
    private final Level usual = root.getLevel();
    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    private final AppenderBase<ILoggingEvent> log =
            new AppenderBase<>() {
                @Override
                protected void append(ILoggingEvent event) {
                    told.add(event.getFormattedMessage() + event.getKeyValuePairs());
                    if (event.getThrowableProxy() != null) {
                        told.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
                    }
                }
            };

    @TempDir Path folder;

    @BeforeEach
    void listen() {
        log.setContext(root.getLoggerContext());
        log.start();
        root.addAppender(log);
        root.setLevel(Level.TRACE);
    }

    @AfterEach
    void listenNoMore() {
        root.setLevel(usual);
        root.detachAppender(log);
    }

    private void ask(Desk desk) {
        var thrown = catchThrowable(() -> desk.who(SHOWN));
        if (thrown != null) {
            var trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            told.add(trace.toString());
        }
        desk.advance(Duration.ofSeconds(20)); // no cache, breaker or pause in the log hides a line
    }

    @Test
    void nothingSecretIsToldToAnybody() throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), SECRET);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        String all = TOKEN + " " + COOKIE + " " + SECRET;
        try (var backend = new TestBackend();
                var desk =
                        Desk.of(
                                "connect-url = \"" + backend.url("/") + "\"",
                                "secret-file = " + file,
                                "breaker.failures = 2")) {
            for (String json :
                    List.of(
                            all,
                            "{\"user\":" + all,
                            "{\"user\":[\"" + all + "\"]}",
                            "{\"user\":\"" + all + "\\u0000\"}",
                            "{\"user\":\"ann\",\"rooms\":\"" + all + "\"}",
                            "{\"" + all + "\":1,\"" + all + "\":2}",
                            "{\"user\":\"ann\",\"expires_in_s\":\"" + all + "\"}")) {
                ask(desk, backend.answers(json));
            }
            for (int status : List.of(302, 401, 403, 404, 500)) {
                ask(desk, backend.answers(status, all));
            }
            ask(
                    desk,
                    backend.does(exchange -> {
                        exchange.getResponseHeaders().set("Location", "http://" + all);
                        exchange.getResponseHeaders().set(TOKEN, all);
                        TestBackend.answer(exchange, 302, all);
                    }));
            ask(desk, backend.does(exchange -> exchange.sendResponseHeaders(999, -1)));
            ask(
                    desk,
                    backend.does(exchange -> {
                        exchange.sendResponseHeaders(200, 1000);
                        exchange.getResponseBody().write(all.getBytes(US_ASCII));
                    }));
            assertThat(backend.asked())
                    .hasSizeGreaterThan(14)
                    .allSatisfy(asked -> {
                        assertThat(asked.json()).contains(TOKEN, COOKIE);
                        assertThat(asked.header("Authorization")).contains(SECRET);
                    });
            backend.shut();
            ask(desk);
            told.addAll(desk.counters().keySet());
            told.add(SHOWN.toString());
        }
        assertThat(told)
                .anyMatch(line -> line.contains("the backend failed"))
                .anyMatch(line -> line.contains("the backend is not asked"))
                .anyMatch(line -> line.contains("there is no connection"))
                .anyMatch(line -> line.contains("Refusal"))
                .noneMatch(line ->
                        line.contains(TOKEN) || line.contains(COOKIE) || line.contains(SECRET));
    }

    private void ask(Desk desk, TestBackend backend) {
        int before = backend.asked().size();
        ask(desk);
        assertThat(backend.asked()).hasSizeGreaterThan(before);
    }
}
