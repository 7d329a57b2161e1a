// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.http2;

import dev.switchboard.server.config.GateSettings;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.http2.ErrorCode;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.SessionContainer;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.frames.Frame;
import org.eclipse.jetty.http2.frames.FrameType;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.RateControl;
import org.eclipse.jetty.io.WindowRateControl;
import org.eclipse.jetty.server.HttpConfiguration;

/**
 * Makes connections that speak HTTP/2, and bounds what one of them may ask of the switch before
 * anybody decides about its requests. Any thread.
 */
public final class Http2 extends HTTP2ServerConnectionFactory {

    /** As many as browsers expect at least (RFC 9113, section 6.5.2). */
    private static final int MOST_STREAMS = 100;

    /** As in {@code AddressBook}: pages need requests, too. */
    private static final int REQUESTS_FOR_EACH_CONNECTION = 2;

    /** What a browser sends when it opens a connection and a page must not end it. */
    private static final int FEWEST_FRAMES = 100;

    private final Supplier<GateSettings> gate;

    /**
     * @param http what holds for HTTP/1.1
     */
    public Http2(HttpConfiguration http, Supplier<GateSettings> gate) {
        super(new HttpConfiguration(http));
        this.gate = gate;
        // No request has a body that anybody reads. A WebSocket gets a window when it is open.
        setInitialStreamRecvWindow(0);
        setInitialSessionRecvWindow(ReceiveWindows.OF_CONNECTION);
        setFlowControlStrategyFactory(ReceiveWindows::new);
        setMaxEncoderTableCapacity(0); // there is little to repeat, and much to keep
        setRateControlFactory(
                new RateControl.Factory() {
                    @Override
                    public RateControl newRateControl(EndPoint endPoint) {
                        return rateControl();
                    }
                });
        addEventListener(
                new HTTP2Session.FrameListener() {
                    @Override
                    public void onIncomingFrame(Session session, Frame frame) {
                        limit((HTTP2Session) session, frame);
                    }
                });
    }

    /** One connection may use as many streams as its address may have connections. */
    @Override
    public int getMaxConcurrentStreams() {
        return Math.min(MOST_STREAMS, gate.get().perAddress().connections());
    }

    /**
     * One connection may send as many frames that cause work and carry nothing as its address may
     * send requests.
     */
    private RateControl rateControl() {
        var limit = gate.get().perAddress().newConnections();
        double requests =
                REQUESTS_FOR_EACH_CONNECTION * limit.count() * 1e9 / limit.period().toNanos();
        return new WindowRateControl(
                (int) Math.max(FEWEST_FRAMES, requests), Duration.ofSeconds(1));
    }

    /** Jetty counts frames such as PING, but no requests: those beyond the streams cost, too. */
    private static void limit(HTTP2Session session, Frame frame) {
        if (frame.getType() == FrameType.HEADERS
                && !session.getParser().rateControlOnEvent(frame)
                && session.getEndPoint().getConnection() instanceof HTTP2Connection connection) {
            connection.onConnectionFailure(
                    ErrorCode.ENHANCE_YOUR_CALM_ERROR.code, "too_many_requests");
        }
    }

    /** Has all clients open no more streams; those that are open go on. */
    public void shut() {
        var _ = getBean(SessionContainer.class).shutdown();
    }

    /** Whether a connection is one of these, and stays when its requests are answered. */
    public static boolean isOne(Connection connection) {
        return connection instanceof HTTP2Connection;
    }
}
