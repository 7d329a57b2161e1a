// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Credentials;
import dev.switchboard.api.Identity;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The way in of one connection, by steps, and afterwards what these steps have taken for it, until
 * it is gone. One thread at a time takes steps; any thread may give back, also in the middle of a
 * step.
 */
public final class Admission {

    /** One step of the way in. Any thread. */
    @FunctionalInterface
    public interface Step {

        /**
         * Decides whether the connection may go on, and takes for it what this step gives out. It
         * must not block: what takes time is answered {@link Later}. A step that answers later may
         * take nothing before it admits.
         */
        Outcome take(Admission admission);

        /** Gives back what was taken for a connection that this step admitted. */
        default void giveBack(Admission admission) {}
    }

    /** What a step answers. */
    public sealed interface Outcome {}

    /** What a step answers in the end. */
    public sealed interface Decision extends Outcome {}

    /** It may go on. */
    public record Admitted() implements Decision {}

    /** It may not. */
    public record Refused(Rejection why) implements Decision {}

    /** It will be known later. The stage may fail, and may end on any thread, or never. */
    public record Later(CompletionStage<Decision> decision) implements Outcome {}

    /** The only one that is needed. */
    public static final Admitted ADMITTED = new Admitted();

    private static final int GIVEN_BACK = -1;

    /** Of {@link #passed}; an atomic number would be one more object for each connection. */
    private static final VarHandle PASSED;

    static {
        try {
            PASSED = MethodHandles.lookup().findVarHandle(Admission.class, "passed", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final ConnectRequest request;
    private final List<Step> steps;

    /** What is shown in the handshake; forgotten once somebody has looked at it. */
    private @Nullable Credentials credentials;

    /** It has to say who it is, and has not done so yet. Set as the identity is. */
    private volatile boolean isStranger;

    /** Set by a step, and later by whoever holds the lock of the client's memberships. */
    private volatile Optional<Identity> identity = Optional.empty();

    /** How many steps have admitted it and hold something for it. */
    @SuppressWarnings("UnusedVariable") // read and written by PASSED
    private volatile int passed;

    /** One that has not taken a step yet, and so holds nothing. */
    Admission(ConnectRequest request, @Nullable Credentials credentials, List<Step> steps) {
        this.request = request;
        this.credentials = credentials;
        this.steps = steps;
    }

    /** What was asked for. */
    public ConnectRequest request() {
        return request;
    }

    /** What it shows to say who it is, if anything; once, since that must not be kept. */
    public @Nullable Credentials takeCredentials() {
        var taken = credentials;
        credentials = null;
        return taken;
    }

    /** Whether it has to say who it is, and has not done so yet. */
    public boolean isStranger() {
        return isStranger;
    }

    /** It may come in, but has to say who it is before it may do anything else. */
    public Admitted asStranger() {
        isStranger = true;
        return ADMITTED;
    }

    /** Who it is, as far as that is known. */
    public Optional<Identity> identity() {
        return identity;
    }

    /** The name of who it is. */
    public Optional<String> user() {
        return identity.map(Identity::user);
    }

    /** Notes who it is: the answer of a step that finds out, or a change of a client's. */
    public Admitted identify(Optional<Identity> who) {
        identity = who;
        isStranger &= who.isEmpty();
        return ADMITTED;
    }

    /**
     * Takes the steps, once, until one refuses or takes its time. Whoever is not admitted, now or
     * later, holds nothing any more.
     *
     * @throws RuntimeException if a step fails, or everything was given back meanwhile
     */
    public Outcome proceed() {
        return proceedFrom(0);
    }

    private Outcome proceedFrom(int first) {
        for (int at = first; at < steps.size(); at++) {
            switch (outcome(at)) {
                case Admitted _ -> pass(at);
                case Refused refused -> {
                    giveBack();
                    return refused;
                }
                case Later(var decision) -> {
                    return new Later(proceedAfter(at, decision));
                }
            }
        }
        return ADMITTED;
    }

    private Outcome outcome(int at) {
        try {
            return Objects.requireNonNull(steps.get(at).take(this)); // it may be a plugin's
        } catch (Throwable failure) {
            giveBack();
            throw failure;
        }
    }

    private CompletionStage<Decision> proceedAfter(int at, CompletionStage<Decision> answer) {
        try {
            return follow(at, answer);
        } catch (Throwable failure) { // the stage may be of a plugin's making
            giveBack();
            throw failure;
        }
    }

    private CompletionStage<Decision> follow(int at, CompletionStage<Decision> answer) {
        return answer.thenCompose(
                        decision -> {
                            switch (decision) { // no decision is a failure
                                case Refused _ -> {
                                    giveBack();
                                    return CompletableFuture.completedStage(decision);
                                }
                                case Admitted _ -> pass(at);
                            }
                            return switch (proceedFrom(at + 1)) {
                                case Decision last -> CompletableFuture.completedStage(last);
                                case Later(var later) -> later;
                            };
                        })
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        giveBack();
                    }
                });
    }

    /** This step has admitted it, unless everything was given back while it did. */
    private void pass(int at) {
        if (!PASSED.compareAndSet(this, at, at + 1)) {
            steps.get(at).giveBack(this);
            throw new CancellationException("its places were given back meanwhile");
        }
    }

    /** Gives back all that was taken for it: once, whoever calls this and however often. */
    public void giveBack() {
        for (int at = (int) PASSED.getAndSet(this, GIVEN_BACK) - 1; at >= 0; at--) {
            steps.get(at).giveBack(this);
        }
    }
}
