// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HostPortHttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.http2.HTTP2Session;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.GoAwayFrame;
import org.eclipse.jetty.http2.frames.HeadersFrame;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** One connection of HTTP/2 to a switch, for WebSockets and whatever else is to be tried. */
final class Http2Visitor implements AutoCloseable, Session.Listener {

    private static final int DEADLINE = 20;

    private final HTTP2Client client;
    private final Session session;
    private final HostPortHttpField authority;
    private final BlockingQueue<SettingsFrame> settings = new LinkedBlockingQueue<>();
    private final BlockingQueue<GoAwayFrame> farewells = new LinkedBlockingQueue<>();
    private final AtomicInteger ends = new AtomicInteger();

    /** Connects. */
    Http2Visitor(int port, SSLContext trusting) throws Exception {
        var tls = new SslContextFactory.Client();
        tls.setSslContext(trusting);
        tls.setEndpointIdentificationAlgorithm(null);
        var connector = new ClientConnector();
        connector.setSelectors(1);
        connector.setSslContextFactory(tls);
        client = new HTTP2Client(connector);
        client.setInitialStreamRecvWindow(StreamSocket.WINDOW);
        client.setIdleTimeout(0);
        client.setStreamIdleTimeout(-1);
        client.start();
        authority = new HostPortHttpField("127.0.0.1:" + port);
        session =
                client.connect(
                                tls,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                                this)
                        .get(DEADLINE, TimeUnit.SECONDS);
    }

    @Override
    public void onSettings(Session from, SettingsFrame frame) {
        if (!frame.isReply()) {
            settings.add(frame);
        }
    }

    @Override
    public void onGoAway(Session from, GoAwayFrame frame) {
        farewells.add(frame);
    }

    @Override
    public void onClose(Session from, GoAwayFrame frame, Callback callback) {
        ends.incrementAndGet();
        callback.succeeded();
    }

    @Override
    public void onFailure(Session from, Throwable failure, Callback callback) {
        ends.incrementAndGet();
        callback.succeeded();
    }

    Session session() {
        return session;
    }

    /** What the switch said of itself. */
    Map<Integer, Integer> settings() throws InterruptedException {
        return settings.poll(DEADLINE, TimeUnit.SECONDS).getSettings();
    }

    /** What the switch says when it takes its leave. */
    int farewell() throws InterruptedException {
        return farewells.poll(DEADLINE, TimeUnit.SECONDS).getError();
    }

    /** What the switch has said so far, if it has taken its leave. */
    Integer reason() {
        var said = farewells.peek();
        return said == null ? null : said.getError();
    }

    /** Whether the connection has ended. */
    boolean hasEnded() {
        return ends.get() > 0;
    }

    /** A WebSocket on a stream of its own. */
    RawClient open(String path, String... headers) throws Exception {
        return new RawClient(stream(path, 200, headers));
    }

    /** A stream that asked for a WebSocket, and was answered with this status. */
    StreamSocket stream(String path, int status, String... headers) throws Exception {
        return stream("websocket", path, status, headers);
    }

    StreamSocket stream(String protocol, String path, int status, String... headers)
            throws Exception {
        var socket = request(protocol, path, headers);
        socket.expectStatus(status);
        return socket;
    }

    /** A stream that asks for a WebSocket, and is not answered yet. */
    StreamSocket request(String path) throws Exception {
        return request("websocket", path);
    }

    private StreamSocket request(String protocol, String path, String... headers) throws Exception {
        var fields = HttpFields.build().put("sec-websocket-version", "13");
        for (String header : headers) {
            var parts = header.split(": ", 2);
            fields.put(parts[0], parts[1]);
        }
        var socket = new StreamSocket();
        var request =
                new MetaData.ConnectRequest(HttpScheme.HTTPS, authority, path, fields, protocol);
        socket.isOn(
                session.newStream(new HeadersFrame(request, null, false), socket)
                        .get(DEADLINE, TimeUnit.SECONDS));
        return socket;
    }

    /** Asks for a page, does something when that is sent, and waits for nothing. */
    void begin(String path, Consumer<StreamSocket> sent) {
        var socket = new StreamSocket();
        session.newStream(
                new HeadersFrame(get(path), null, true),
                Promise.from(
                        stream -> {
                            socket.isOn(stream);
                            sent.accept(socket);
                        },
                        _ -> {}),
                socket);
    }

    private MetaData.Request get(String path) {
        return new MetaData.Request(
                "GET",
                HttpURI.from("https://" + authority.getValue() + path),
                HttpVersion.HTTP_2,
                HttpFields.EMPTY);
    }

    /** Is gone at once, without a word. */
    void vanish() throws IOException {
        ((HTTP2Session) session).getEndPoint().close();
    }

    @Override
    public void close() {
        LifeCycle.stop(client);
    }
}
