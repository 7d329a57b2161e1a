// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.switchboard.server.cli.CommandLine.WrongUsage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopCommandTest {

    @Test
    void itFitsTheTerminalIfItsSizeIsKnown() throws WrongUsage {
        assertThat(TopCommand.of(List.of(), Map.of()))
                .isEqualTo(new TopCommand(false, Duration.ofSeconds(1), 80, 24));
        assertThat(
                        TopCommand.of(
                                List.of("--interval", "2s", "--once"),
                                Map.of("COLUMNS", "132", "LINES", "50")))
                .isEqualTo(new TopCommand(true, Duration.ofSeconds(2), 132, 50));
        assertThat(TopCommand.of(List.of(), Map.of("COLUMNS", "wide", "LINES", "")))
                .isEqualTo(new TopCommand(false, Duration.ofSeconds(1), 80, 24));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--interval", "--interval 0.5s", "--interval 500ms", "--interval x"})
    void anIntervalIsASecondOrMore(String words) {
        assertThatThrownBy(() -> TopCommand.of(List.of(words.split(" ", -1)), Map.of()))
                .isInstanceOf(WrongUsage.class)
                .hasMessageContaining("2s");
    }

    @Test
    void eachScreenIsDrawnOverTheLastUntilTheSwitchIsGone() throws IOException {
        Queue<String> screens = new ConcurrentLinkedQueue<>(List.of("one\n1\n", "two\n"));
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        var admin =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        admin.createContext(
                "/top",
                exchange -> {
                    asked.add(exchange.getRequestURI().getQuery());
                    var screen = screens.poll();
                    byte[] body = (screen == null ? "ending" : screen).getBytes(UTF_8);
                    exchange.sendResponseHeaders(screen == null ? 503 : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        admin.start();
        var out = new ByteArrayOutputStream();
        var command = new TopCommand(false, Duration.ofSeconds(2), 100, 30);
        try (var client =
                new AdminClient(
                        "http://127.0.0.1:" + admin.getAddress().getPort(),
                        Optional.empty(),
                        Optional.empty())) {
            var last = command.run(client, new PrintStream(out, false, UTF_8));
            assertThat(last.statusCode()).isEqualTo(503);
        } finally {
            admin.stop(0);
        }
        assertThat(out.toString(UTF_8).replace("\u001b", "ESC"))
                .isEqualTo("ESC[HESC[Jone" + "ESC[K\n1ESC[K\nESC[J" + "ESC[Htwo" + "ESC[K\nESC[J");
        assertThat(asked).hasSize(3).containsOnly("format=text&seconds=2&columns=100&lines=30");
    }
}
