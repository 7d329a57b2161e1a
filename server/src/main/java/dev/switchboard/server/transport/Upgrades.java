// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.Admission.Admitted;
import dev.switchboard.server.client.Admission.Decision;
import dev.switchboard.server.client.Admission.Later;
import dev.switchboard.server.client.Admission.Outcome;
import dev.switchboard.server.client.Admission.Refused;
import dev.switchboard.server.client.ConnectRequest;
import dev.switchboard.server.client.ConnectionManager;
import dev.switchboard.server.client.Rejection;
import dev.switchboard.server.log.LogThrottle;
import dev.switchboard.server.routing.Receiver;
import dev.switchboard.server.transport.http2.StreamUpgrade;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes WebSockets of requests that may become one. Whether they may is mostly known at once, on
 * the selector's thread; what takes longer holds no thread, and is answered on one of the pool.
 */
final class Upgrades {

    private static final Logger LOG = LoggerFactory.getLogger(Upgrades.class);
    private static final Duration ADVICE_INTERVAL = Duration.ofMinutes(1);
    private static final Duration FAILURE_INTERVAL = Duration.ofSeconds(1);

    private final ConnectionManager connections;
    private final Arrivals arrivals;
    private final ConnectionContext context;
    private final Probe probe;
    private final PendingConnections pending;
    private final GateMeters meters;
    private final LogThrottle advice = new LogThrottle(ADVICE_INTERVAL);
    private final LogThrottle severalUsers = new LogThrottle(ADVICE_INTERVAL);
    private final LogThrottle failures = new LogThrottle(FAILURE_INTERVAL);

    /** Whether anybody may come in. */
    private volatile boolean isOpen;

    Upgrades(
            ConnectionManager connections,
            Arrivals arrivals,
            ConnectionContext context,
            Probe probe,
            PendingConnections pending,
            GateMeters meters) {
        this.connections = connections;
        this.arrivals = arrivals;
        this.context = context;
        this.probe = probe;
        this.pending = pending;
        this.meters = meters;
    }

    void setOpen(boolean open) {
        isOpen = open;
    }

    /** Lets a client in, now or later, or says at once why not. */
    @Nullable HttpRefusal enter(
            Request request, Response response, Callback callback, Receiver receiver) {
        var settings = context.settings().get();
        var gate = settings.gate();
        var malformed = Handshake.check(request);
        if (malformed != null) {
            return malformed;
        }
        boolean mayCompress = settings.delivery().compression().enabled();
        if (mayCompress && !PerMessageDeflate.isWellFormed(request.getHeaders())) {
            return HttpRefusal.BAD_HANDSHAKE;
        }
        if (Forwarded.namesSeveralUsers(request, gate)) {
            severalUsers.log(context.nanos(), unlogged -> warn(request, unlogged));
            return HttpRefusal.SEVERAL_USERS;
        }
        if (!Origins.allow(request, gate)) {
            return HttpRefusal.ORIGIN;
        }
        if (!isOpen) {
            return HttpRefusal.NOT_READY;
        }
        var address = Forwarded.address(request, gate);
        var admission =
                connections.admission(
                        new ConnectRequest(
                                Request.getPathInContext(request),
                                address,
                                Forwarded.user(request, gate),
                                probe.isOurs(request.getHeaders().get(Probe.HEADER))),
                        Shown.by(request, address, settings.auth()));
        Outcome outcome;
        try {
            outcome = admission.proceed();
        } catch (RuntimeException | Error failure) { // a step may be a plugin's
            return undecided(failure);
        }
        return switch (outcome) {
            case Admitted _ -> {
                accept(admission, response, callback, receiver);
                yield null;
            }
            case Refused(var why) -> refusal(why, admission);
            case Later(var decision) -> {
                request.addIdleTimeoutListener(_ -> false); // it has a limit of its own
                await(decision, admission, response, callback, receiver);
                yield null;
            }
        };
    }

    private static void warn(Request request, long unlogged) {
        LOG.atWarn()
                .addKeyValue("proxy", Forwarded.peer(request).getHostAddress())
                .addKeyValue("unlogged", unlogged)
                .log(
                        "a proxy names several users in one request; it must replace the header of"
                                + " gate.user-header, not add one");
    }

    /** Answers when the decision is known, or is not to be waited for any longer. */
    private void await(
            CompletionStage<Decision> decision,
            Admission admission,
            Response response,
            Callback callback,
            Receiver receiver) {
        var answer = decision.toCompletableFuture().copy();
        var limit =
                context.time()
                        .after(
                                context.settings().get().listen().handshakeTimeout(),
                                () ->
                                        answer.completeExceptionally(
                                                new TimeoutException("no answer")));
        var _ =
                answer.whenComplete((decided, failure) -> {
                    limit.close();
                    var refusal =
                            failure == null ? lateRefusal(decided, admission) : undecided(failure);
                    if (refusal != null) {
                        admission.giveBack();
                        meters.refused(refusal);
                    }
                    executor(response.getRequest())
                            .execute(() -> {
                                if (refusal == null) {
                                    accept(admission, response, callback, receiver);
                                } else {
                                    refusal.write(response, callback);
                                }
                            });
                });
    }

    private @Nullable HttpRefusal lateRefusal(Decision decision, Admission admission) {
        return switch (decision) {
            case Admitted _ -> isOpen ? null : HttpRefusal.NOT_READY;
            case Refused(var why) -> refusal(why, admission);
        };
    }

    private void accept(
            Admission admission, Response response, Callback callback, Receiver receiver) {
        var request = response.getRequest();
        Optional<String> compression =
                context.settings().get().delivery().compression().enabled()
                        ? PerMessageDeflate.answer(request.getHeaders())
                        : Optional.empty();
        Handshake.accept(
                request,
                response,
                receiver.speaksKinds() ? Subprotocol.offered(request) : null,
                compression);
        boolean mayCompress = compression.isPresent();
        var connection =
                Handshake.isOnStream(request)
                        ? onStream(request, receiver, admission, mayCompress)
                        : onSocket(request, receiver, admission, mayCompress);
        response.write(
                true,
                null,
                new Callback.Nested(callback) {
                    @Override
                    public void failed(Throwable cause) {
                        connection.failed(cause);
                        super.failed(cause);
                    }
                });
    }

    private ClientConnection onSocket(
            Request request, Receiver receiver, Admission admission, boolean mayCompress) {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        var connection = connection(endPoint, request, receiver, admission, mayCompress);
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
        return connection;
    }

    private ClientConnection onStream(
            Request request, Receiver receiver, Admission admission, boolean mayCompress) {
        var shared = request.getConnectionMetaData().getConnection();
        var tunnel =
                StreamUpgrade.on(
                        request.getTunnelSupport(),
                        executor(request),
                        context.incoming().share()::change,
                        endPoint -> connection(endPoint, request, receiver, admission, mayCompress),
                        () -> pending.carriesLess(shared));
        pending.carries(shared);
        shared.getEndPoint().setIdleTimeout(0); // as for every other WebSocket
        meters.onStream();
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, tunnel);
        return tunnel.webSocket();
    }

    private ClientConnection connection(
            EndPoint endPoint,
            Request request,
            Receiver receiver,
            Admission admission,
            boolean mayCompress) {
        var connector = request.getConnectionMetaData().getConnector();
        return new ClientConnection(
                endPoint,
                receiver,
                arrivals,
                context,
                admission,
                Objects.requireNonNull(connector.getBean(Resumption.class)),
                mayCompress);
    }

    private static Executor executor(Request request) {
        return request.getConnectionMetaData().getConnector().getExecutor();
    }

    /** A proxy that nobody has declared looks like one address with too many clients. */
    private HttpRefusal refusal(Rejection why, Admission admission) {
        if (why == Rejection.ADDRESS_FULL || why == Rejection.ADDRESS_RATE) {
            advice.log(context.nanos(), _ -> advise(admission.request()));
        }
        return HttpRefusal.of(why);
    }

    private void advise(ConnectRequest request) {
        var limits = context.settings().get().gate().perAddress();
        LOG.atWarn()
                .addKeyValue("address", request.address().getHostAddress())
                .addKeyValue("connections", limits.connections())
                .addKeyValue("new", limits.newConnections())
                .log(
                        "an address has reached its limit; if it is your proxy, list it in"
                                + " gate.trusted-proxies");
    }

    /** A refusal is what a plugin says that does its work, and cannot do it now. */
    private HttpRefusal undecided(Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        failures.log(
                context.nanos(),
                unlogged -> {
                    var line =
                            cause instanceof Refusal refusal
                                    ? LOG.atWarn().addKeyValue("why", refusal.text())
                                    : LOG.atError().setCause(failure);
                    line.addKeyValue("unlogged", unlogged)
                            .log("could not decide whether a client may come in");
                });
        return HttpRefusal.UNDECIDED;
    }
}
