// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {

    @TempDir private Path folder;
    private Path key;
    private Path conf;

    /** How a command ended and what it said. */
    private record Outcome(int exitCode, String out, String complaints) {}

    @BeforeEach
    void makeKeys() throws IOException {
        key = folder.resolve("key.pem");
        conf = Files.createDirectories(folder.resolve("conf/plugins.d")).getParent();
        Files.createFile(conf.resolve("switchboard.conf"));
        assertThat(token("", "keys", "--key", key.toString()).exitCode()).isZero();
    }

    private Outcome token(String input, String... words) {
        var out = new ByteArrayOutputStream();
        var complaints = new ByteArrayOutputStream();
        var command =
                new TokenCommand(
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(complaints, true, StandardCharsets.UTF_8));
        try {
            int exitCode = command.execute(conf, List.of(words));
            return new Outcome(
                    exitCode,
                    out.toString(StandardCharsets.UTF_8),
                    complaints.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void configure(String text) throws IOException {
        Files.writeString(conf.resolve("plugins.d/auth-jwt.conf"), text);
    }

    private void configureTheKey() throws IOException {
        configure(
                "issuers.own { issuer = us, audience = [switchboard], keys = [\"%s.pub\"] }"
                        .formatted(key));
    }

    private String made(String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "make",
                                "--key=" + key,
                                "--issuer=us",
                                "--audience=switchboard",
                                "--user=ann"));
        words.addAll(List.of(more));
        var outcome = token("", words.toArray(new String[0]));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        return outcome.out();
    }

    @Test
    void thePrivateKeyIsForItsOwnerAlone() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");
        assertThat(key).content().startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(Path.of(key + ".pub")).content().startsWith("-----BEGIN PUBLIC KEY-----\n");
    }

    @Test
    void keysAreNeverOverwritten() throws IOException {
        String before = Files.readString(key);

        var again = token("", "keys", "--key", key.toString());
        Files.delete(Path.of(key + ".pub"));
        var half = token("", "keys", "--key", key.toString());

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.complaints()).contains("is there already, and is left as it is");
        assertThat(half.exitCode()).isEqualTo(1);
        assertThat(key).hasContent(before);
    }

    @Test
    void whatIsMadeIsValid() throws IOException {
        configureTheKey();
        String token = made("--rooms", "team-7.*:r,lobby", "--actions=chat", "--life", "10m");

        var outcome = token(token, "check");

        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.out())
                .startsWith("valid, and the user is \"ann\"\n")
                .contains("\"join\" in \"team-7.*\"")
                .contains("\"join\", \"publish\" in \"lobby\"")
                .contains("\"chat\" in \"*\"")
                .contains("nothing else in rooms");
        assertThat(token(made(), "check").out()).contains("does not say what the user may do");
    }

    @Test
    void whatIsNotValidIsExplained() throws IOException {
        configureTheKey();

        var changed = token(made().replaceFirst("\\.[^.]{4}", ".AAAA"), "check");
        var wrong = token(made("--life", "2d"), "check");

        assertThat(changed.exitCode()).isEqualTo(1);
        assertThat(changed.out()).isEqualTo("not valid (bad_token): the token cannot be read\n");
        assertThat(wrong.out()).contains("not valid (bad_token): the token is valid for too long");
    }

    @Test
    void withoutIssuersNothingCanBeChecked() {
        var outcome = token(made(), "check");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.complaints()).contains("no issuers are configured; see docs/AUTH.md");
    }

    @Test
    void mistakesInTheConfigurationAreToldAsTheSwitchTellsThem() throws IOException {
        configure("issuers.own { issuer = us, audience = [switchboard], key = [\"/x\"] }");

        var outcome = token(made(), "check");

        assertThat(outcome.exitCode()).isEqualTo(6);
        assertThat(outcome.complaints())
                .contains("auth-jwt.conf", "plugins.auth-jwt.issuers.own.key", "keys");
    }

    @Test
    void anExplanationSaysThatNothingIsChecked() {
        var outcome = token(made(), "explain");

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .startsWith("Nobody has checked this token; anybody may have written it.\n")
                .contains("\"alg\"  \"EdDSA\"")
                .contains("\"sub\"  \"ann\"")
                .containsPattern("\"exp\"  \\d+ = 2\\d{3}-");
    }

    @Test
    void anExplanationDoesNothingToTheTerminal() {
        String evil = base64("{\"alg\":\"none\",\"\\u001b[2J\":\"\\u001b]0;x\\u0007\\u009b\"}");

        var outcome = token(evil + "." + base64("{}") + ".", "explain");

        assertThat(outcome.out())
                .contains("\\u001B")
                .isEqualTo(outcome.out().replaceAll("[\\p{Cc}&&[^\n]]", ""));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNoTokenHasNoExplanation() {
        assertThat(token("hello", "explain").complaints()).contains("that is no token");
        assertThat(token("a.b.c", "explain").complaints()).contains("that is no token");
        assertThat(token("x".repeat(70_000), "explain").complaints())
                .contains("longer than 64 KiB");
        assertThat(token(base64("{}") + ".x.x.x.x", "explain").out()).contains("are encrypted");
    }

    @Test
    void aTokenOnTheCommandLineIsRefusedAndNotRepeated() {
        var outcome = token("", "check", "eyJhbGciOiJFZERTQSJ9.e30.AAAA");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.complaints()).contains("too many words").doesNotContain("eyJ");
    }

    @Test
    void wrongWordsAreRefused() {
        assertThat(token("").exitCode()).isEqualTo(2);
        assertThat(token("", "mint").complaints()).contains("there is no such command");
        assertThat(token("", "make").complaints()).contains("--key is missing");
        assertThat(token("", "make", "--key").complaints()).contains("--key needs a value");
        assertThat(token("", "make", "--usr=a").complaints()).contains("unknown option --usr");
        assertThat(token("", "keys", "--key=a", "--key=b").complaints()).contains("twice");
        assertThat(token("", "make", "--key=" + folder.resolve("none")).complaints())
                .contains("there is no file");
        assertThat(token("", "make", "--key=" + key + ".pub").complaints())
                .contains("holds no private key");
        assertThat(
                        token(
                                        "",
                                        "make",
                                        "--key=" + key,
                                        "--issuer=i",
                                        "--audience=a",
                                        "--user=u",
                                        "--life=long")
                                .complaints())
                .contains("--life:");
        assertThat(token("", "--help").out()).contains("usage: switchboard token");
    }
}
