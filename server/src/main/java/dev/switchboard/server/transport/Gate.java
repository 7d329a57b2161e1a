// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.routing.Paths;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about every request: a WebSocket that may come in, a file of a plugin, or a refusal. A
 * request that can be refused is refused here, before anything is allocated for it. Runs on the
 * selector's thread; never blocks.
 */
public final class Gate extends Handler.Abstract.NonBlocking {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final Duration FAILURE_INTERVAL = Duration.ofSeconds(1);

    private final Paths paths;
    private final GateMeters meters;
    private final ConnectionManager connections;
    private final ConnectionContext context;
    private final Probe probe;
    private final Pages pages = new Pages();
    private final PendingConnections pending;
    private final ProxyHeaders proxyHeaders;
    private final Upgrades upgrades;
    private final LogThrottle failures = new LogThrottle(FAILURE_INTERVAL);

    @Inject
    public Gate(
            Paths paths,
            ConnectionManager connections,
            Arrivals arrivals,
            ConnectionContext context,
            Probe probe,
            GateMeters meters) {
        this.paths = paths;
        this.meters = meters;
        this.connections = connections;
        this.context = context;
        this.probe = probe;
        this.pending = new PendingConnections(connections.addresses(), context, meters);
        this.proxyHeaders = new ProxyHeaders(pending, context, meters);
        this.upgrades = new Upgrades(connections, arrivals, context, probe, pending, meters);
    }

    /** Watches over those who have not come in yet. */
    PendingConnections pending() {
        return pending;
    }

    /** Counts who is refused, also before this is asked. */
    GateMeters meters() {
        return meters;
    }

    /** Finds out for whom proxies open connections. */
    ProxyHeaders proxyHeaders() {
        return proxyHeaders;
    }

    /** Lets clients in from now on. */
    public void open() {
        upgrades.setOpen(true);
    }

    /** Turns everybody away from now on. */
    public void shut() {
        upgrades.setOpen(false);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws IOException {
        try {
            answer(request, response, callback);
            return true;
        } catch (IOException | RuntimeException | Error failure) {
            report(failure);
            throw failure;
        }
    }

    private void answer(Request request, Response response, Callback callback) throws IOException {
        if (proxyHeaders.isMissing(request) && !isProbe(request)) {
            proxyHeaders.missing(request);
            refuse(HttpRefusal.PROXY_HEADER, response, callback);
            return;
        }
        if (!isWithinRate(request)) {
            refuse(HttpRefusal.REQUEST_RATE, response, callback);
            return;
        }
        // A CONNECT over HTTP/2 may have none.
        String path = Objects.requireNonNullElse(Request.getPathInContext(request), "");
        var receiver = paths.receiver(path);
        if (Handshake.isWanted(request)) {
            var refusal =
                    receiver == null
                            ? HttpRefusal.UNKNOWN_PATH
                            : upgrades.enter(request, response, callback, receiver);
            if (refusal != null) {
                refuse(refusal, response, callback);
            }
            return;
        }
        var files = paths.files(path);
        var file = files.isEmpty() ? null : pages.find(request, files.get()).orElse(null);
        if (file != null) {
            meters.served();
            pages.send(file, request, response, callback);
        } else {
            refuse(
                    receiver == null ? HttpRefusal.UNKNOWN_PATH : HttpRefusal.NOT_WEBSOCKET,
                    response,
                    callback);
        }
    }

    private boolean isWithinRate(Request request) {
        var gate = context.settings().get().gate();
        return connections
                        .addresses()
                        .mayAsk(
                                Forwarded.address(request, gate),
                                gate.perAddress(),
                                context.nanos())
                || isProbe(request);
    }

    private boolean isProbe(Request request) {
        return probe.isOurs(request.getHeaders().get(Probe.HEADER));
    }

    /** Whoever was refused asks on another connection, if at all; there are only so many. */
    private void refuse(HttpRefusal why, Response response, Callback callback) {
        meters.refused(why);
        why.write(response, callback);
    }

    /** Jetty would log it with the URL and the stack, once for each request. */
    private void report(Throwable failure) {
        failures.log(
                context.nanos(),
                unlogged ->
                        LOG.atError()
                                .setCause(failure)
                                .addKeyValue("unlogged", unlogged)
                                .log("a request could not be answered"));
    }
}
