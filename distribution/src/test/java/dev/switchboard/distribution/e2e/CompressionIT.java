// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A switch that compresses, with clients that others wrote, of which some take that. */
class CompressionIT {
    @AutoClose private static UnpackedSwitch unpacked;

    @BeforeAll
    static void start() throws IOException {
        unpacked =
                UnpackedSwitch.of(Tarball.WITH_JAVA)
                        .configured("delivery.compression { enabled = true, min-size = 64 B }\n")
                        .start();
    }

    @Test
    void eachClientGetsTheSameWhetherItCompressesOrNot() throws IOException {
        NodeScript.run("compression.js", unpacked.websocket().toString());
    }

    @Test
    void aClientThatCompressesWithoutAskingForItChatsAndSendsBytes() throws IOException {
        NodeScript.run("ws-client.js", unpacked.websocket().toString());
    }

    @Test
    void twoTabsOfABrowserSeeEachOtherOnThePage() throws IOException {
        String browser = NodeScript.tool("chromium", "chromium-browser", "google-chrome");
        Path pictures = Files.createDirectories(Path.of("target", "screenshots", "compressed"));
        NodeScript.run(
                "page.js",
                unpacked.page().toString(),
                browser,
                pictures.toAbsolutePath().toString());
    }
}
