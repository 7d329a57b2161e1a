// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Turnaway;
import dev.switchboard.server.client.Visitor;
import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.routing.Receiver;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about every request: a WebSocket that may come in, a file of a plugin, or a refusal.
 * Everything that can be refused is refused here, before anything is allocated for it. Runs on the
 * selector's thread; never blocks.
 */
public final class Gate extends Handler.Abstract.NonBlocking {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);
    private static final long WARN_EVERY = 60_000_000_000L;
    private static final int RETRY_AFTER_SECONDS = 5;

    private final Paths paths;
    private final ConnectionManager connections;
    private final Crossing crossing;
    private final Supplier<GateSettings> settings;
    private final Probe probe;
    private final ClientMeters meters;
    private final Pages pages = new Pages();
    private final Doorstep doorstep;
    private final AtomicLong warnedAt = new AtomicLong();

    /** Opened by the start, shut by the drain. */
    private volatile boolean isOpen;

    public Gate(
            Paths paths,
            ConnectionManager connections,
            Crossing crossing,
            Supplier<GateSettings> settings,
            Probe probe,
            ClientMeters meters) {
        this.paths = paths;
        this.connections = connections;
        this.crossing = crossing;
        this.settings = settings;
        this.probe = probe;
        this.meters = meters;
        this.doorstep = new Doorstep(settings, meters);
    }

    /** Watches over those who have not come in yet. */
    Doorstep doorstep() {
        return doorstep;
    }

    /** Lets visitors in from now on. */
    public void open() {
        isOpen = true;
    }

    /** Turns everybody away from now on. */
    public void shut() {
        isOpen = false;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws IOException {
        String path = Request.getPathInContext(request);
        var receiver = paths.receiver(path);
        if (Handshake.isWanted(request)) {
            var turnaway =
                    receiver == null
                            ? Turnaway.UNKNOWN_PATH
                            : enter(request, response, callback, receiver);
            if (turnaway != null) {
                refuse(turnaway, request, response, callback);
            }
            return true;
        }
        var files = paths.files(path);
        var file = files.isEmpty() ? null : pages.find(request, files.get()).orElse(null);
        if (file != null) {
            pages.send(file, request, response, callback);
        } else {
            refuse(
                    receiver == null ? Turnaway.UNKNOWN_PATH : Turnaway.NOT_WEBSOCKET,
                    request,
                    response,
                    callback);
        }
        return true;
    }

    private @Nullable Turnaway enter(
            Request request, Response response, Callback callback, Receiver receiver) {
        var gate = settings.get();
        var malformed = Handshake.check(request);
        if (malformed != null) {
            return malformed;
        }
        if (!Origins.allow(request, gate)) {
            return Turnaway.ORIGIN;
        }
        if (!isOpen) {
            return Turnaway.NOT_READY;
        }
        var visitor =
                new Visitor(
                        Request.getPathInContext(request),
                        Forwarded.address(request, gate),
                        Forwarded.user(request, gate),
                        probe.isOurs(request.getHeaders().get(Probe.HEADER)));
        var turnaway = connections.admit(visitor);
        if (turnaway != null) {
            advise(turnaway, visitor, gate);
            return turnaway;
        }
        var metaData = request.getConnectionMetaData();
        var connection =
                new ClientConnection(
                        metaData.getConnection().getEndPoint(),
                        receiver,
                        crossing,
                        new Crossing.Pass(visitor, metaData.getConnector().getExecutor()));
        Handshake.accept(
                request, response, receiver.speaksKinds() ? Subprotocol.offered(request) : null);
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
        response.write(
                true,
                null,
                new Callback.Nested(callback) {
                    @Override
                    public void failed(Throwable cause) {
                        connection.gone(cause);
                        super.failed(cause);
                    }
                });
        return null;
    }

    private void refuse(Turnaway turnaway, Request request, Response response, Callback callback) {
        meters.refused(turnaway);
        response.setStatus(turnaway.status());
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, "text/plain;charset=utf-8");
        if (turnaway.status() == HttpStatus.UPGRADE_REQUIRED_426) {
            headers.put(HttpHeader.UPGRADE, "websocket");
            headers.put(HttpHeader.CONNECTION, "Upgrade");
            headers.put(HttpHeader.SEC_WEBSOCKET_VERSION, "13");
        } else if (turnaway.status() == HttpStatus.SERVICE_UNAVAILABLE_503
                || turnaway.status() == HttpStatus.TOO_MANY_REQUESTS_429) {
            headers.put(HttpHeader.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        if (Handshake.isWanted(request)) {
            headers.add(HttpHeader.CONNECTION, "close");
        }
        Content.Sink.write(response, true, turnaway.message() + "\n", callback);
    }

    /** A proxy that nobody has declared looks like one address with too many clients. */
    private void advise(Turnaway turnaway, Visitor visitor, GateSettings gate) {
        if (turnaway != Turnaway.ADDRESS_FULL && turnaway != Turnaway.ADDRESS_RATE) {
            return;
        }
        long now = crossing.nanos();
        long before = warnedAt.get();
        if ((before == 0 || now - before > WARN_EVERY) && warnedAt.compareAndSet(before, now)) {
            LOG.atWarn()
                    .addKeyValue("address", visitor.address().getHostAddress())
                    .addKeyValue("connections", gate.perAddress().connections())
                    .addKeyValue("new", gate.perAddress().newConnections())
                    .log(
                            "an address has reached its limit; if it is your proxy, list it in"
                                    + " gate.trusted-proxies");
        }
    }
}
