// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.ListenSettings;
import dev.switchboard.server.config.ProxyProtocol;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.value.Limit;
import dev.switchboard.server.time.StuckThread;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.http2.Http2;
import dev.switchboard.server.transport.tls.Tls;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.BindException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.IO;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Jetty server that clients connect to: one port for WebSockets and pages, with or without TLS.
 * Sockets are accepted and read on the selectors' threads, which measured a fifth faster than
 * handing each to another.
 */
public final class WebSocketServer {

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketServer.class);
    private static final int FEWEST_THREADS = 4;

    /** Those who are turned away, and pages, need sockets too while the switch is full. */
    private static final int SOCKETS_FOR_REFUSALS = PendingConnections.ROOM;

    private static final int POOLED_BYTES = 8 << 20;

    /** How long threads may take to end; those that a plugin does not give back never do. */
    private static final int STOP_MILLIS = 500;

    /** How long the whole end may take. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

    private final Server server;
    private final ServerConnector connector;
    private final ListenSettings settings;
    private final Tls tls;

    /** A server that does not listen yet. */
    @Inject
    public WebSocketServer(
            Supplier<Settings> inForce, Tls tls, Gate gate, Readers readers, Time time) {
        var now = inForce.get();
        settings = now.listen();
        this.tls = tls;
        var threads = new QueuedThreadPool(mostThreads() + Readers.MOST_STUCK, FEWEST_THREADS);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setStopTimeout(STOP_MILLIS);
        server =
                new Server(
                        threads,
                        null,
                        new ArrayByteBufferPool(0, -1, 65536, -1, POOLED_BYTES, POOLED_BYTES));
        server.setHandler(gate);
        server.setErrorHandler(new PlainErrors(gate.meters()::refusedByJetty));
        server.setStopTimeout(0);
        connector =
                new Acceptor(
                        server, selectors(), factories(inForce), readers, gate.pending(), time);
        if (settings.proxyProtocol() != ProxyProtocol.OFF) {
            connector.addFirstConnectionFactory(
                    new ProxyHeaderConnection.Factory(gate.proxyHeaders()));
        }
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setAcceptQueueSize(settings.backlog());
        connector.setAcceptedSendBufferSize((int) settings.sendBuffer().bytes());
        // After the deadline, which counts whom it ends.
        connector.setIdleTimeout(settings.handshakeTimeout().plusSeconds(1).toMillis());
        connector.addBean(
                new HandshakeDeadline(
                        settings.handshakeTimeout(),
                        time,
                        () -> gate.meters().refused(HttpRefusal.LATE),
                        gate.pending()::isCarrying));
        connector.addBean(gate.pending());
        connector.addBean(new Resumption(threads, selectors(), time));
        if (!now.limits().dryRun().contains(Limit.CONNECTIONS)) {
            // Beyond these, the system keeps newcomers waiting.
            int mostSockets = now.gate().maxConnections() + SOCKETS_FOR_REFUSALS;
            connector.addBean(new NetworkConnectionLimit(mostSockets, connector));
        }
        server.addConnector(connector);
    }

    /** On a machine with many cores the selectors alone may be more than the limit. */
    private int mostThreads() {
        return Math.max(settings.maxThreads(), selectors() + 2 * FEWEST_THREADS);
    }

    private int selectors() {
        return settings.selectors() > 0
                ? settings.selectors()
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }

    private ConnectionFactory[] factories(Supplier<Settings> inForce) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setSendXPoweredBy(false);
        http.setUriCompliance(UriCompliance.RFC3986);
        http.setRequestHeaderSize((int) settings.headerSize().bytes());
        http.setPersistentConnectionsEnabled(true);
        if (!tls.isEnabled()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        http.addCustomizer(new SecureRequestCustomizer(false));
        return settings.http2()
                ? new ConnectionFactory[] {
                    new SslConnectionFactory(tls.factory(), "alpn"),
                    new ALPNServerConnectionFactory("h2", "http/1.1"),
                    new Http2(http, () -> inForce.get().gate()),
                    new HttpConnectionFactory(http)
                }
                : new ConnectionFactory[] {
                    new SslConnectionFactory(tls.factory(), "http/1.1"),
                    new HttpConnectionFactory(http)
                };
    }

    /** Begins to accept; fails with a sentence for the operator if that is impossible. */
    public void open() throws IOException {
        tls.read();
        try {
            server.start();
        } catch (IOException e) {
            throw cannotListen(whyNot(e.getCause() instanceof BindException bind ? bind : e), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw cannotListen(String.valueOf(e.getMessage()), e);
        }
    }

    private static String whyNot(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        if (!(failure instanceof BindException)) {
            return said;
        }
        return said.contains("requested address")
                ? "that is no address of this machine"
                : "is the port taken?";
    }

    private IOException cannotListen(String why, Exception cause) {
        return new IOException(
                "cannot listen on %s:%d (listen.host, listen.port): %s"
                        .formatted(settings.host(), settings.port(), why),
                cause);
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * Accepts nobody from now on; those inside stay. Where selectors accept, Jetty would leave the
     * port open until the end.
     */
    public void shut() {
        connector.close();
        if (connector.getConnectionFactory("h2") instanceof Http2 http2) {
            http2.shut();
        }
        if (connector.getTransport() instanceof ServerSocketChannel port) {
            IO.close(port);
            // The system lets go of the port when the selector does, the next time it wakes up.
            for (var selector : connector.getSelectorManager().getBeans(ManagedSelector.class)) {
                selector.submit(_ -> {});
            }
        }
    }

    /** Drops everything, within a bound: Jetty would wait for ever for a selector that is stuck. */
    public void stop() {
        var stopping = Thread.ofPlatform().daemon().name("end of the server").start(this::end);
        try {
            if (!stopping.join(STOP_LIMIT)) {
                LOG.atError()
                        .setCause(new StuckThread(stopping))
                        .log("the server for clients does not stop, and is left as it is");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.error("the server for clients did not stop as it should", e);
        }
    }
}
