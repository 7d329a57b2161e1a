// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import com.codahale.metrics.health.HealthCheckRegistry;
import dev.switchboard.api.Registration;
import dev.switchboard.server.config.AdminSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.transport.AllowedHosts;
import dev.switchboard.server.transport.HandshakeDeadline;
import dev.switchboard.server.transport.PlainErrors;
import dev.switchboard.server.transport.SpareFileConnector;
import dev.switchboard.server.transport.tls.Tls;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.HostPort;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The HTTP server of the admin. It shares nothing with the server for clients, so it answers when
 * that one is full. It needs little: few threads, few connections, small requests. No thread is
 * virtual, for plugins can keep those from running.
 */
public final class AdminServer implements AutoCloseable {

    private static final int MOST_CONNECTIONS = 64;
    private static final int LARGEST_HEADER = 4096;
    private static final int IDLE_MILLIS = 10_000;
    private static final int STOP_MILLIS = 2_000;

    /** Files that are kept for it: it answers, too, when the process may open no more. */
    private static final int SERVED_WITHOUT_FILES = 8;

    /** A little more than the longest check takes; probes commonly wait for five. */
    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(3);

    /** How long one gauge may take. */
    private static final Duration GAUGE_PATIENCE = Duration.ofMillis(500);

    /** How long a whole request may take to arrive. */
    private static final Duration SLOWEST_REQUEST = Duration.ofSeconds(5);

    /** Half of what Prometheus waits for. */
    private static final Duration SCRAPE_PATIENCE = Duration.ofSeconds(5);

    private final AdminSettings settings;
    private final Tls tls;
    private final Health health;
    private final Gauges gauges;
    private final Tokens tokens;
    private final Server server;
    private final ServerConnector connector;

    /** Of the files of the certificates; of the thread that starts and closes. */
    private Registration watching = () -> {};

    /**
     * @param token the text of the token of this run, which allows everything
     * @param file the other tokens
     */
    public AdminServer(
            AdminSettings settings,
            String token,
            TokenFile file,
            Tls tls,
            Operations operations,
            Meters meters,
            HealthCheckRegistry checks,
            Time time) {
        this.settings = settings;
        this.tls = tls;
        health = new Health(checks, time, HEALTH_PATIENCE);
        server = new Server(threads());
        connector = connector(time);
        connector.addBean(new HandshakeDeadline(SLOWEST_REQUEST, time, () -> {}));
        gauges = new Gauges(GAUGE_PATIENCE, time);
        Scrape scrape = new Scrape(meters, gauges, SCRAPE_PATIENCE);
        List<Endpoint> endpoints = new Endpoints(operations, health, scrape).all();
        tokens = new Tokens(AdminToken.ofTheRun(token, time.instant()), file);
        server.setHandler(
                new AdminHandler(
                        new AllowedHosts(
                                Stream.concat(Stream.of(settings.host()), settings.names().stream())
                                        .toArray(String[]::new)),
                        new Access(tokens, settings.isOpenForReading(), time),
                        endpoints));
        server.setErrorHandler(new PlainErrors(_ -> {}));
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
        server.setStopTimeout(STOP_MILLIS);
    }

    /**
     * Begins to answer.
     *
     * @throws IOException if the address cannot be had, or the file of tokens not be read; the
     *     message is a sentence for the operator
     */
    public void start() throws IOException {
        tokens.read();
        tls.read();
        try {
            server.start();
            watching = tls.watch();
        } catch (Exception e) {
            close();
            throw new IOException(
                    "the admin cannot listen on %s:%d (admin.host, admin.port): %s"
                            .formatted(settings.host(), settings.port(), reason(e)),
                    e);
        }
    }

    /** Its address, such as {@code http://127.0.0.1:8081}; once it has started. */
    public String url() {
        String host = Settings.isAnyAddress(settings.host()) ? "127.0.0.1" : settings.host();
        return (tls.isEnabled() ? "https://" : "http://")
                + HostPort.normalizeHost(host)
                + ":"
                + connector.getLocalPort();
    }

    /** Answers what has been asked, for at most two seconds, and ends. */
    @Override
    public void close() {
        watching.close();
        try {
            server.stop();
        } catch (InterruptedException hurry) { // told to end at once; what is left are daemons
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("the admin cannot be stopped", e);
        } finally {
            health.close();
            gauges.close();
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(16, 2);
        threads.setName("switchboard-admin");
        threads.setDaemon(true);
        return threads;
    }

    private ServerConnector connector(Time time) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendDateHeader(false);
        http.setRequestHeaderSize(LARGEST_HEADER);
        ServerConnector made =
                new SpareFileConnector(
                        server, 1, "operators", SERVED_WITHOUT_FILES, time, factories(http));
        made.setHost(settings.host());
        made.setPort(settings.port());
        made.setIdleTimeout(IDLE_MILLIS);
        made.setAcceptQueueSize(MOST_CONNECTIONS);
        return made;
    }

    private ConnectionFactory[] factories(HttpConfiguration http) {
        if (!tls.isEnabled()) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        http.addCustomizer(new SecureRequestCustomizer(false));
        return new ConnectionFactory[] {
            new SslConnectionFactory(tls.factory(), "http/1.1"), new HttpConnectionFactory(http)
        };
    }

    /** Jetty wraps the reason, sometimes more than once. */
    private static String reason(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return String.valueOf(reason.getMessage());
    }
}
