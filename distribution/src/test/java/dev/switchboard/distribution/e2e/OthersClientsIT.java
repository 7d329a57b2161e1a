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

/** Clients that others wrote: a library for Node, and a browser with the page. */
class OthersClientsIT {
    @AutoClose private static UnpackedSwitch unpacked;

    @BeforeAll
    static void start() throws IOException {
        unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA).start();
    }

    @Test
    void aClientInNodeChatsAndSendsBytes() throws IOException {
        NodeScript.run("ws-client.js", unpacked.websocket().toString());
    }

    @Test
    void twoTabsOfABrowserSeeEachOtherOnThePage() throws IOException {
        String browser = NodeScript.tool("chromium", "chromium-browser", "google-chrome");
        Path pictures = Files.createDirectories(Path.of("target", "screenshots"));
        NodeScript.run(
                "page.js",
                unpacked.page().toString(),
                browser,
                pictures.toAbsolutePath().toString());
    }
}
