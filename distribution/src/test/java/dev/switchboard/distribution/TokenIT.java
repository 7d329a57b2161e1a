// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Tokens as {@code bin/switchboard token} makes and checks them, and the plugin that takes them.
 */
class TokenIT {
    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    private Outcome good(String... words) throws IOException {
        Outcome outcome = unpacked.run(words);
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        assertThat(outcome.complaints()).isEmpty();
        return outcome;
    }

    private Outcome told(String input, String... words) throws IOException {
        return unpacked.run(unpacked.secretFile("token.txt", input), words);
    }

    @Test
    void aTokenIsMadeExplainedAndChecked() throws IOException {
        Path key = unpacked.above().resolve("key.pem");
        good("token", "keys", "--key", key.toString());
        Files.writeString(
                unpacked.home().resolve("conf/plugins.d/auth-jwt.conf"),
                "issuers.own { issuer = us, audience = [switchboard], keys = [\"%s.pub\"] }"
                        .formatted(key));
        String token =
                good(
                                "token",
                                "make",
                                "--key=" + key,
                                "--issuer=us",
                                "--audience=switchboard",
                                "--user=änn")
                        .out();

        assertThat(told(token, "token", "explain").out()).contains("Nobody has checked this token");
        Outcome valid = told(token, "token", "check");
        assertThat(valid.exitCode()).as(valid.toString()).isZero();
        assertThat(valid.out()).startsWith("valid, and the user is \"änn\"");
        Outcome none = told("x.y.z", "token", "check");
        assertThat(none.exitCode()).isEqualTo(1);
        assertThat(none.out()).startsWith("not valid (bad_token): ");

        good("validate");
        unpacked.start();
        assertThat(good("plugins").out()).containsPattern("auth-jwt +\\S+ +running");
        unpacked.stop();
    }

    @Test
    void mistakesAreToldWithTheirLineByAllCommands() throws IOException {
        Files.writeString(
                unpacked.home().resolve("conf/plugins.d/auth-jwt.conf"),
                "issuers.own { issuer = us, audience = [switchboard]\n  keys = [\"/no/key.pem\"] }");

        for (String[] command : new String[][] {{"validate"}, {"token", "check"}}) {
            Outcome refused = unpacked.run(command);
            assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(6);
            assertThat(refused.complaints())
                    .contains("auth-jwt.conf:2", "there is no file /no/key.pem");
        }
    }

    @Test
    void helpIsGivenAndNonsenseIsNot() throws IOException {
        assertThat(good("token", "--help").out()).startsWith("usage: switchboard token COMMAND");
        assertThat(good("help").out()).contains("  token ");
        assertThat(unpacked.run("token").exitCode()).isEqualTo(2);
        assertThat(unpacked.run("token", "mint").exitCode()).isEqualTo(2);
    }
}
