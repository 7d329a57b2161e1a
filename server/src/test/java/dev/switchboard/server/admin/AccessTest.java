// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.server.time.VirtualTime;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {

    private static final Endpoint ORDER =
            Endpoint.order(
                    Method.POST,
                    "/drain",
                    "Drains.",
                    List.of(),
                    List.of(),
                    _ -> Answer.text(200, "done"));

    @TempDir private Path folder;
    private final VirtualTime time = new VirtualTime();
    private Access access;

    @BeforeEach
    void withTheTokenOfTheRun() {
        var tokens =
                new Tokens(AdminToken.ofTheRun("s3cret", time.instant()), TokenFile.in(folder));
        access = new Access(tokens, true, time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "Bearer  s3cret "})
    void aTokenIsFoundInItsHeader(String header) throws Exception {
        assertThat(access.admit(ORDER, address("127.0.0.1"), header)).isEqualTo("admin.token");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "s3cret",
                "Bearer s3cre",
                "Bearer s3cret2",
                "Basic s3cret"
            })
    void aTokenIsNotFoundElsewhere(String header) throws Exception {
        assertThat(refusal("127.0.0.1", header)).isEqualTo(401);
    }

    @Test
    void anEmptyTokenIsNone() {
        assertThatThrownBy(() -> AdminToken.ofTheRun(" ", time.instant()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrongTokensAreCountedForEachAddress() throws Exception {
        for (int each = 0; each < FailedTries.MOST; each++) {
            assertThat(refusal("192.0.2.1", "Bearer x")).isEqualTo(401);
        }
        assertThat(refusal("192.0.2.1", "Bearer x")).isEqualTo(429);
        assertThat(refusal("192.0.2.2", "Bearer x")).isEqualTo(401);
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() throws Exception {
        for (int each = 0; each < FailedTries.MOST; each++) {
            assertThat(refusal("2001:db8::" + (each + 1), "Bearer x")).isEqualTo(401);
        }
        assertThat(refusal("2001:db8::ffff", "Bearer x")).isEqualTo(429);
        assertThat(refusal("2001:db8:0:1::1", "Bearer x")).isEqualTo(401);
    }

    @Test
    void beyondAThousandAddressesTheOthersShareACountUntilTheMinuteIsOver() throws Exception {
        for (int each = 0; each < 1000; each++) {
            assertThat(refusal("10.0.%d.%d".formatted(each / 256, each % 256), "Bearer x"))
                    .isEqualTo(401);
        }
        for (int each = 0; each < FailedTries.MOST; each++) {
            assertThat(refusal("10.1.0." + each, "Bearer x")).isEqualTo(401);
        }
        assertThat(refusal("10.2.0.1", "Bearer x")).isEqualTo(429);
        assertThat(refusal("10.0.0.1", "Bearer x")).isEqualTo(401);
        time.advance(Duration.ofMinutes(1));
        assertThat(refusal("10.2.0.1", "Bearer x")).isEqualTo(401);
    }

    private int refusal(String from, String header) throws Exception {
        var address = address(from);
        try {
            access.admit(ORDER, address, header);
            return 200;
        } catch (Refused refused) {
            return refused.status();
        }
    }

    private static InetAddress address(String text) throws Exception {
        return InetAddress.getByName(text);
    }
}
