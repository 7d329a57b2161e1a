// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.support.Await;
import java.util.Map;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.frames.PingFrame;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** What one connection of HTTP/2 may send, besides what its WebSockets may. */
class Http2BoundsTest extends OverHttp2 {

    @Test
    void aFloodOfFramesThatCarryNothingEndsTheConnection() throws Exception {
        start("gate.per-address.new-connections = 50/s\nlisten.handshake-timeout = 5m");
        var pings = visitor();
        flood(pings, () -> pings.session().ping(new PingFrame(false), Callback.NOOP));
        var settings = visitor();
        flood(
                settings,
                () ->
                        settings.session()
                                .settings(new SettingsFrame(Map.of(), false), Callback.NOOP));
        var resets = visitor();
        flood(resets, () -> resets.begin("/", StreamSocket::reset));
        Await.until(() -> running.present() == 0);
    }

    /**
     * Does it until the switch has ended the connection. It says why, but what a socket does not
     * read when it is closed may take that away.
     */
    private static void flood(Http2Visitor visitor, Runnable one) throws Exception {
        Await.until(() -> {
            for (int each = 0; each < 200; each++) {
                one.run();
            }
            return visitor.hasEnded();
        });
        assertThat(visitor.reason()).isIn(null, ErrorCode.ENHANCE_YOUR_CALM_ERROR.code);
    }

    @Test
    void requestsBeyondTheStreamsAreCountedToo() throws Exception {
        start(
                "gate.per-address { new-connections = 50/s, connections = 2 }\n"
                        + "listen.handshake-timeout = 5m");
        var visitor = visitor();
        visitor.open("/echo");
        visitor.open("/echo");
        ((HTTP2Session) visitor.session()).setMaxLocalStreams(-1);

        flood(visitor, () -> visitor.begin("/", _ -> {}));
        Await.until(() -> running.present() == 0);
    }

    @Test
    void headersLargerThanAllowedAreRefused() throws Exception {
        start("listen.header-size = 2 KiB");
        var visitor = visitor();

        assertThatThrownBy(() -> visitor.stream("/echo", 200, "x-large: " + "a".repeat(10_000)))
                .isNotNull();
        var another = visitor();
        var client = another.open("/echo");
        client.send(ClientFrame.text("unharmed"));
        client.expectText("unharmed");
    }
}
