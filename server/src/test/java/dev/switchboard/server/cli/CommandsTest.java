// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.switchboard.server.cli.Commands.Findings;
import dev.switchboard.server.cli.RunFiles.Addresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
    @TempDir private Path home;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    private HttpServer admin;

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(home.resolve("conf"));
        admin = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        admin.start();
    }

    @AfterEach
    void stop() {
        admin.stop(0);
    }

    @Test
    void validateIsContentWithAnEmptyConfiguration() throws IOException {
        configured("");

        assertThat(execute("validate")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains(home.resolve("conf").toString(), "valid");
    }

    @Test
    void validateListsEveryMistakeWithItsLine() throws IOException {
        configured("messages {\n  max-size = 64 kilos\n}\nheartbeat.intervall = 5s\n");

        assertThat(execute("validate")).isEqualTo(ExitCode.WRONG_CONFIGURATION);
        assertThat(text(complaints)).contains("switchboard.conf:2", "switchboard.conf:4");
    }

    @Test
    void configPrintsEveryValue() throws IOException {
        configured("messages.rate = 7/s");

        assertThat(execute("config")).isEqualTo(ExitCode.DONE);
        assertThat(text(out).lines())
                .anyMatch(line -> line.startsWith("messages.rate") && line.contains("7/s"))
                .anyMatch(line -> line.startsWith("listen.port"));
    }

    @Test
    void configPrintsOnlyWhatChangedWhenAsked() throws IOException {
        configured("messages.rate = 7/s");

        assertThat(execute("config", "--changed")).isEqualTo(ExitCode.DONE);
        assertThat(text(out).lines()).singleElement().asString().startsWith("messages.rate");
    }

    @Test
    void reloadShowsWhatTheSwitchAnswersAndBringsTheToken() throws IOException {
        String token = running();
        answers("/reload", 200, "applied: messages.rate");

        assertThat(execute("reload")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).isEqualTo("applied: messages.rate\n");
        assertThat(authorization).isEqualTo("Bearer " + token);
    }

    @Test
    void aReloadThatIsRefusedForMistakesSaysSoInItsExitCode() throws IOException {
        running();
        answers("/reload", 422, "switchboard.conf:2  a mistake\n");

        assertThat(execute("reload")).isEqualTo(ExitCode.WRONG_CONFIGURATION);
        assertThat(text(complaints)).isEqualTo("switchboard.conf:2  a mistake\n");
    }

    @Test
    void anyOtherRefusalIsAFailure() throws IOException {
        running();
        answers("/drain", 401, "wrong token");

        assertThat(execute("drain")).isEqualTo(ExitCode.FAILED);
        assertThat(text(complaints)).contains("wrong token");
    }

    @Test
    void aDrainShowsWhoIsLeftUntilTheSwitchHasEnded() throws IOException {
        running();
        answers("/drain", 202, "Draining.\n");
        var left = new AtomicInteger(3);
        admin.createContext(
                "/info",
                exchange -> {
                    int clients = left.decrementAndGet();
                    if (clients > 0) {
                        byte[] info = ("{\"clients\": " + clients + "}").getBytes(UTF_8);
                        exchange.sendResponseHeaders(200, info.length);
                        exchange.getResponseBody().write(info);
                    }
                    exchange.close(); // without an answer, once nobody is left
                });

        assertThat(execute("drain", "--window", "90s")).isEqualTo(ExitCode.DONE);
        assertThat(query).isEqualTo("window=90s");
        assertThat(text(out))
                .startsWith("Draining.\ndraining for 0 s; clients left: 2\n")
                .endsWith("s; clients left: 1\nSwitchboard has ended.\n");

        assertThat(execute("drain", "--no-wait")).isEqualTo(ExitCode.DONE);
        assertThat(query).isNull();
        assertThat(text(out)).endsWith("Switchboard has ended.\nDraining.\n");
        assertThat(execute("drain", "--window", "soon")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(execute("drain", "--quickly")).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void pluginsAreAskedOfTheRunningSwitch() throws IOException {
        running();
        answers("/plugins", 200, "chat 1.0.0 runs");

        assertThat(execute("plugins")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).contains("chat 1.0.0 runs");
    }

    @Test
    void topIsAskedOfTheRunningSwitch() throws IOException {
        running();
        answers("/top", 200, "7 clients, held: nobody\n");

        assertThat(execute("top", "--once")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).isEqualTo("7 clients, held: nobody\n");
        assertThat(execute("top", "--always")).isEqualTo(ExitCode.WRONG_USAGE);
    }

    @Test
    void whatNeedsARunningSwitchSaysThatThereIsNone() {
        assertThat(execute("plugins")).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(execute("top")).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(execute("reload")).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(text(complaints)).contains("not running");
    }

    @Test
    void aSwitchThatWasKilledDoesNotRun() throws IOException {
        running();
        admin.stop(0);

        assertThat(execute("plugins")).isEqualTo(ExitCode.NOT_RUNNING);
        assertThat(text(complaints)).contains("does not run");
    }

    @Test
    void warningsLeaveAConfigurationValid() throws IOException {
        configured("include \"nosuch.conf\"");
        pluginWarnings = List.of("there are settings for the plugin roms, but no such plugin");

        assertThat(execute("validate")).isEqualTo(ExitCode.DONE);
        assertThat(text(complaints))
                .contains("warning: ", "switchboard.conf:1: includes nosuch.conf", "plugin roms");
        assertThat(text(out)).contains("is valid");
    }

    @Test
    void configSaysWhereToSeeWhatIsInForce() throws IOException {
        configured("");
        running();

        assertThat(execute("config")).isEqualTo(ExitCode.DONE);
        assertThat(text(complaints)).contains("files", "/config");
    }

    @Test
    void unknownCommandsAndOptionsAreRefused() {
        assertThat(execute("strat")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(execute("validate", "--fast")).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(text(complaints)).contains("strat", "--fast");
    }

    @Test
    void validateTellsOfPluginsThatWouldNotRun() throws IOException {
        configured("");
        pluginFailures = List.of("plugin rooms failed: members-onyl is unknown");

        assertThat(execute("validate")).isEqualTo(ExitCode.WRONG_CONFIGURATION);
        assertThat(text(complaints)).contains("members-onyl");
    }

    @Test
    void protocolPrintsThePageAndWhatIsMissingInIt() throws IOException {
        configured("");

        assertThat(execute("protocol")).isEqualTo(ExitCode.DONE);
        assertThat(text(out)).isEqualTo("# The protocol");

        pluginFailures = List.of("plugin rooms failed: members-onyl is unknown");
        assertThat(execute("protocol")).isEqualTo(ExitCode.WRONG_CONFIGURATION);
        assertThat(text(complaints)).contains("members-onyl");
    }

    @Test
    void runServesAndThenTakesItsFilesBack() throws IOException {
        Commands commands =
                new Commands(
                        line -> {
                            RunFiles files = new RunFiles(line.folders().run());
                            files.newToken();
                            assertThat(files.token()).isPresent();
                            return ExitCode.DONE;
                        },
                        (line, configuration) -> new Findings(List.of(), List.of(), ""),
                        new PrintStream(out),
                        new PrintStream(complaints));

        assertThat(commands.execute(words("run"))).isEqualTo(ExitCode.DONE);
        assertThat(new RunFiles(home.resolve("run")).token()).isEmpty();
    }

    private String authorization = "";
    private volatile @Nullable String query;
    private List<String> pluginFailures = List.of();
    private List<String> pluginWarnings = List.of();

    private void answers(String path, int status, String text) {
        admin.createContext(
                path,
                exchange -> {
                    query = exchange.getRequestURI().getQuery();
                    authorization =
                            Optional.ofNullable(exchange.getRequestHeaders())
                                    .map(headers -> headers.getFirst("Authorization"))
                                    .orElse("");
                    byte[] body = text.getBytes(UTF_8);
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    /** Leaves the files of a switch that runs, and answers with its token. */
    private String running() throws IOException {
        RunFiles files = new RunFiles(home.resolve("run"));
        String address = "http://127.0.0.1:" + admin.getAddress().getPort();
        files.announce(new Addresses("http://a/", "ws://a/ws", Optional.of(address)));
        return files.newToken();
    }

    private void configured(String text) throws IOException {
        Files.writeString(home.resolve("conf/switchboard.conf"), text);
    }

    private ExitCode execute(String... words) {
        Commands commands =
                new Commands(
                        line -> ExitCode.DONE,
                        (line, configuration) ->
                                new Findings(pluginFailures, pluginWarnings, "# The protocol"),
                        new PrintStream(out),
                        new PrintStream(complaints));
        return commands.execute(words(words));
    }

    private List<String> words(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        return all;
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
