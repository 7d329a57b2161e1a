// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A browser that gets the page over HTTP/2, and so opens its WebSockets on the same connection. */
class Http2PageIT {
    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    @Test
    void twoTabsChatOnStreamsOfHttp2() throws Exception {
        var certificate = new Certificate(unpacked.home().resolve("conf"));
        unpacked.configured(
                """
                listen.http2 = true
                listen.tls { enabled = true, keystore = "%s", password = "%s" }
                """
                        .formatted(certificate.keystore(), Certificate.PASSWORD));
        unpacked.start();

        NodeScript.run(
                "page.js",
                unpacked.page().toString(),
                NodeScript.tool("chromium", "chromium-browser", "google-chrome"),
                Files.createDirectories(Path.of("target", "screenshots-http2"))
                        .toAbsolutePath()
                        .toString());

        // Two tabs and a telephone; the switch's own check speaks HTTP/1.1.
        assertThat(new Figures(unpacked).metric("switchboard_http2_connections_total"))
                .isGreaterThanOrEqualTo(3);
    }
}
