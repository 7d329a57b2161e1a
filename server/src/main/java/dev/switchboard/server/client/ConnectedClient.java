// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Registration;
import dev.switchboard.server.client.Lifecycle.Stage;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.delivery.Debt;
import dev.switchboard.server.delivery.Debtor;
import dev.switchboard.server.delivery.Frame;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.delivery.Outbox;
import dev.switchboard.server.delivery.OutboxReport;
import dev.switchboard.server.delivery.Publisher;
import dev.switchboard.server.rights.KnownDecisions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One open WebSocket. Immutable but for what says otherwise; may be used from any thread. */
public final class ConnectedClient implements Client, Publisher, OutboxReport.Listener {

    /** There is no message of which a part has come. */
    static final long NOT_AWAITED = Long.MIN_VALUE;

    private final String id = UUID.randomUUID().toString();
    private final Surroundings surroundings;
    private final Admission admission;
    private final ClientLink link;
    private final Outbox outbox;
    private final ReadGate readGate;
    private final Memberships memberships = new Memberships();
    private final KnownDecisions decisions = new KnownDecisions();
    private final Debt debt;
    private final Caused caused;
    private final Quota received;
    private final long connectedAt;

    /** What it sent. Owned by whoever reads its connection. */
    private final SendAllowance allowance;

    /** Moved by whoever opens, ends or loses the connection; see {@link Lifecycle}. */
    private final AtomicReference<Lifecycle> lifecycle;

    /** When anything was last read from it. Written by the reader, read by the clock's thread. */
    private volatile long heardAt;

    /** Since when the rest of a message is awaited. Written by the reader, read by the clock. */
    private volatile long restAwaitedSince = NOT_AWAITED;

    /**
     * A client whose connection is not open yet; if it never is, what it was admitted to is given
     * back.
     */
    ConnectedClient(Surroundings surroundings, Admission admission, ClientLink link) {
        this.surroundings = surroundings;
        this.admission = admission;
        this.link = link;
        this.lifecycle = new AtomicReference<>(Lifecycle.connecting(admission::giveBack));
        this.outbox = surroundings.lanes().open(link, this, id);
        this.readGate = new ReadGate(link::resume);
        this.debt = new Debt(this, surroundings.lanes().memory());
        this.connectedAt = surroundings.time().nanos();
        this.heardAt = connectedAt;
        this.caused = new Caused(connectedAt);
        this.received = new Quota(connectedAt);
        this.allowance = new SendAllowance(surroundings, admission, connectedAt);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<String> user() {
        return admission.user();
    }

    /** Whether it has to say who it is, and has not done so yet. */
    public boolean isStranger() {
        return admission.isStranger();
    }

    /** Who it is and what it may do, if it is known. */
    public Optional<Identity> identity() {
        return admission.identity();
    }

    @Override
    public String path() {
        return admission.request().path();
    }

    @Override
    public InetAddress address() {
        return admission.request().address();
    }

    @Override
    public Set<String> rooms() {
        return memberships.rooms();
    }

    @Override
    public boolean isOpen() {
        return now().isOpen();
    }

    /**
     * Whether its messages still count. After a close they do not. Only with a close for a restart
     * they do: the client cannot know of it yet, and nothing that is under way may be lost.
     */
    public boolean isHeard() {
        var how = now().ending();
        return how == null || how.code() == Code.RESTART.closeCode().orElseThrow();
    }

    @Override
    public void send(Object message) {
        var frame = surroundings.encoder().frame(message);
        surroundings.lanes().awaitRoom();
        send(frame, CurrentSender.get());
    }

    /** Answers it with a frame: it owes that until its socket has taken it. */
    public void reply(Frame frame) {
        outbox.send(frame, this);
    }

    /**
     * Sends a frame that is already made.
     *
     * @param cause who owes it until the socket has taken it; null for the switch itself
     */
    public void send(Frame frame, @Nullable Publisher cause) {
        outbox.send(frame, cause);
        charge(frame.length(), cause);
    }

    /** Charges for a message of so many bytes that it is sent because of another client. */
    public void charge(int bytes, @Nullable Publisher cause) {
        if (cause != null && cause != this) {
            var rate = surroundings.settings().get().delivery().limits().received();
            received.charge(Quota.deliveries(bytes), rate, surroundings.time().nanos());
        }
    }

    /**
     * The connection is open. What {@code arrival} does is undone by what it returns, when the
     * connection is gone; false if it went meanwhile.
     */
    public boolean open(Supplier<Registration> arrival) {
        var before = lifecycle.getAndUpdate(Lifecycle::opened);
        return before.stage() == Stage.CONNECTING && undoWhenGone(arrival.get());
    }

    @Override
    public void close(Code code, String reason) {
        var how = Ending.bySwitch(code, reason);
        if (isEndedBy(how)) {
            outbox.close(how.frame());
        }
    }

    /** Closes the connection at once: what waits for it is forgotten. */
    public void expel(Code code, String reason) {
        var how = Ending.bySwitch(code, reason);
        if (isEndedBy(how)) {
            outbox.abandon(how.frame());
        }
    }

    private boolean isEndedBy(Ending how) {
        boolean isFirst = lifecycle.getAndUpdate(now -> now.closing(how)).isOpen();
        if (isFirst) {
            limitClosing();
        }
        return isFirst;
    }

    /** The peer's close frame has come; it is answered with the same code, 0 being none. */
    public void closedByPeer(int code) {
        var how = Ending.byClient(code);
        var before = lifecycle.getAndUpdate(now -> now.closeReceived(how));
        if (before.isOpen()) {
            limitClosing();
            outbox.close(how.frame());
        } else if (before.stage() == Stage.CLOSE_SENT) {
            link.abort();
        }
    }

    /** Whether the peer has closed and the answer is under way. */
    public boolean isAnsweringClose() {
        return now().stage() == Stage.CLOSE_RECEIVED;
    }

    @Override
    public void saw(OutboxReport report) {
        switch (report) {
            case OutboxReport.Overloaded() -> expel(Code.OVERLOADED, "");
            case OutboxReport.Stalled() -> expel(Code.STALLED, "");
            case OutboxReport.CloseWritten() -> closeWritten();
            case OutboxReport.Broken(var cause) -> lost(cause);
        }
    }

    private void closeWritten() {
        var before = lifecycle.getAndUpdate(Lifecycle::closeSent);
        if (before.stage() == Stage.CLOSE_RECEIVED) {
            link.abort();
        } else {
            link.finish();
        }
    }

    /** A client that takes too long to close is dropped. */
    private void limitClosing() {
        Duration limit = surroundings.settings().get().drain().closeTimeout();
        undoWhenGone(
                surroundings
                        .time()
                        .after(
                                limit,
                                () -> {
                                    surroundings.meters().closeNotAnswered();
                                    link.abort();
                                }));
    }

    /** The connection is gone, or can no longer be used. */
    public void lost(@Nullable Throwable cause) {
        String reason = cause == null ? null : cause.getMessage();
        var network = Ending.byNetwork(Objects.requireNonNullElse(reason, "gone"));
        var before = lifecycle.getAndUpdate(now -> now.closed(network));
        if (before.stage() != Stage.CLOSED) {
            link.abort();
            outbox.discard();
            if (before.undo() != null) {
                before.undo().close();
            }
        }
    }

    /** True if it will be undone; false if the connection is gone, and so it is undone already. */
    public boolean undoWhenGone(Registration what) {
        var before = lifecycle.getAndUpdate(now -> now.with(what));
        if (before.stage() == Stage.CLOSED) {
            what.close();
            return false;
        }
        return true;
    }

    private Lifecycle now() {
        return Objects.requireNonNull(lifecycle.get());
    }

    /** How the connection ended; only for one that has. */
    Ending ending() {
        return Objects.requireNonNull(now().ending());
    }

    /** Notes that something was read. */
    public void heard(long now) {
        heardAt = now;
    }

    /** When that was last. */
    public long heardAt() {
        return heardAt;
    }

    /** A part of a message has come, and its rest must follow in time. Called by the reader. */
    public void awaitRest() {
        if (restAwaitedSince == NOT_AWAITED) {
            restAwaitedSince = heardAt;
        }
    }

    /** The rest has come, or the client is not read for a while. Called by the reader. */
    public void awaitNoRest() {
        if (restAwaitedSince != NOT_AWAITED) {
            restAwaitedSince = NOT_AWAITED;
        }
    }

    /** Since when the rest of a message is awaited, or {@link #NOT_AWAITED}. */
    long restAwaitedSince() {
        return restAwaitedSince;
    }

    @Override
    public void hold(Hold why) {
        surroundings.meters().held(why);
        readGate.hold(why);
    }

    @Override
    public void release(Hold why) {
        readGate.release(why);
    }

    /** Reads nothing more from it for so long. */
    public void pause(long nanos) {
        hold(Hold.RATE);
        var _ = surroundings.time().after(Duration.ofNanos(nanos), () -> release(Hold.RATE));
    }

    @Override
    public Debt debt() {
        return debt;
    }

    @Override
    public List<Debtor> debtors() {
        int prefix = surroundings.settings().get().gate().perAddress().ipv6Prefix();
        var network = new Debtor.Address(AddressBook.network(address(), prefix));
        return user().<List<Debtor>>map(name -> List.of(network, new Debtor.User(name)))
                .orElse(List.of(network));
    }

    /** What its messages have caused. */
    public Caused caused() {
        return caused;
    }

    /** What others have sent to it alone. */
    public Quota received() {
        return received;
    }

    /** Whether it may be read from. */
    public ReadGate readGate() {
        return readGate;
    }

    /** What it sent, and may send. */
    public SendAllowance allowance() {
        return allowance;
    }

    /** The rooms it is in, and the topic of its user, for the hub. */
    public Memberships memberships() {
        return memberships;
    }

    /** What was last decided about what it may do. */
    public KnownDecisions decisions() {
        return decisions;
    }

    /** Where its messages wait, for the hub. */
    public Outbox outbox() {
        return outbox;
    }

    /** Whether it is the switch's own health check, which gets nothing that is sent to everyone. */
    public boolean isProbe() {
        return admission.request().isProbe();
    }

    Admission admission() {
        return admission;
    }

    long connectedAt() {
        return connectedAt;
    }

    @Override
    public String toString() {
        return id;
    }
}
