// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Registration;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.delivery.Encoder;
import dev.switchboard.server.delivery.Frame;
import dev.switchboard.server.delivery.Lanes;
import dev.switchboard.server.delivery.Outbox;
import dev.switchboard.server.delivery.Publisher;
import dev.switchboard.server.time.Time;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One open WebSocket. Immutable but for what says otherwise; may be used from any thread. */
public final class ConnectedClient implements Client, Publisher {

    private final String id = UUID.randomUUID().toString();
    private final Surroundings surroundings;
    private final Admission admission;
    private final Link link;
    private final Outbox outbox;
    private final Intake intake;
    private final Memberships memberships = new Memberships();
    private final long connectedAt;

    /** What it sent. Owned by whoever reads its connection. */
    private final Inflow inflow;

    /** Set once, by the first who ends the connection. */
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();

    /** Set by whoever set the ending. */
    private volatile @Nullable Registration abort;

    /** When anything was last read from it. Written by the reader, read by the clock's thread. */
    private volatile long heardAt;

    private volatile boolean isGone;

    ConnectedClient(Surroundings surroundings, Admission admission, Link link) {
        this.surroundings = surroundings;
        this.admission = admission;
        this.link = link;
        this.outbox = surroundings.lanes().open(link, id);
        this.intake = new Intake(link::resume);
        this.connectedAt = surroundings.time().nanos();
        this.heardAt = connectedAt;
        this.inflow = new Inflow(surroundings.settings(), connectedAt);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<String> user() {
        return admission.user();
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
        return ending.get() == null && !isGone;
    }

    /**
     * Whether what it says still counts. Whoever was shown the door is not heard; whoever was asked
     * to come back could not know of it yet, and nothing that is under way may be lost.
     */
    public boolean isHeard() {
        var how = ending.get();
        return how == null || how.code() == Code.RESTART.closeCode().orElseThrow();
    }

    @Override
    public void send(Object message) {
        send(surroundings.encoder().frame(message));
    }

    /** Sends a frame that is already made. */
    public void send(Frame frame) {
        outbox.send(frame);
    }

    @Override
    public void close(Code code, String reason) {
        int number =
                code.closeCode()
                        .orElseThrow(() ->
                                new IllegalArgumentException(code + " does not end a connection"));
        end(new Ending(number, reason, Ending.By.SWITCH), Frame.close(code, reason));
    }

    /** Answers the peer's close frame with the same code. */
    public void closedByPeer(int code, String reason) {
        Frame answer = code == 0 ? Frame.close() : Frame.close(code, "");
        end(Ending.byClient(code, reason), answer);
    }

    private void end(Ending how, Frame frame) {
        if (ending.compareAndSet(null, how)) {
            outbox.close(frame);
            limitClosing();
        }
    }

    /** The outbox has given up on it; the connection is dropped if it does not close soon. */
    public void cut(Code code) {
        var how = new Ending(code.closeCode().orElseThrow(), "", Ending.By.SWITCH);
        if (ending.compareAndSet(null, how)) {
            limitClosing();
        }
    }

    private void limitClosing() {
        Duration limit = surroundings.settings().get().drain().closeTimeout();
        abort = surroundings.time().after(limit, link::abort);
        if (isGone) {
            stopAbort();
        }
    }

    /** The connection is gone; {@code network} is why, unless somebody had ended it before. */
    Ending gone(Ending network) {
        ending.compareAndSet(null, network);
        isGone = true;
        stopAbort();
        outbox.discard();
        return Objects.requireNonNull(ending.get());
    }

    private void stopAbort() {
        var timer = abort;
        if (timer != null) {
            timer.close();
        }
    }

    /** Notes that something was read. */
    public void heard(long now) {
        heardAt = now;
    }

    long heardAt() {
        return heardAt;
    }

    @Override
    public void hold() {
        intake.hold();
    }

    @Override
    public void release() {
        intake.release();
    }

    /** Whether it may be read from. */
    public Intake intake() {
        return intake;
    }

    /** What it sent, and may send. */
    public Inflow inflow() {
        return inflow;
    }

    /** The rooms it is in, and the topic of its user, for the hub. */
    public Memberships memberships() {
        return memberships;
    }

    /** Where its messages wait, for the hub. */
    public Outbox outbox() {
        return outbox;
    }

    /** Whether it is the switch's own health check, whom nothing that is said to all concerns. */
    public boolean isProbe() {
        return admission.request().isProbe();
    }

    Admission admission() {
        return admission;
    }

    long connectedAt() {
        return connectedAt;
    }

    /** What all clients share. */
    record Surroundings(Lanes lanes, Encoder encoder, Time time, Supplier<Settings> settings) {}

    @Override
    public String toString() {
        return id;
    }
}
