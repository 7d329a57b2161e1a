// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Credentials;
import dev.switchboard.api.Identity;
import dev.switchboard.server.client.Admission.Outcome;
import dev.switchboard.server.client.Admission.Refused;
import dev.switchboard.server.client.Admission.Step;
import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.config.value.Limit;
import dev.switchboard.server.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The places that there are for connections, from one address, in all, and of one user, and the
 * steps by which they are given out. Any thread; the count of a user is guarded by the map's lock
 * on its name.
 */
final class Admissions {

    private final Supplier<GateSettings> settings;
    private final BooleanSupplier isMemoryTight;
    private final Time time;
    private final DryRun dryRun;
    private final AddressBook addresses;
    private final AtomicInteger total = new AtomicInteger();
    private final Map<String, Integer> byUser = new ConcurrentHashMap<>();

    /** The place of the user comes last. */
    private final AtomicReference<List<Step>> steps =
            new AtomicReference<>(
                    List.of(
                            new Place(this::reserveOfAddress, this::releaseOfAddress),
                            new Place(_ -> reserveOfAll(), _ -> total.decrementAndGet()),
                            new Place(
                                    this::reserveOfUser,
                                    admission -> admission.user().ifPresent(this::release))));

    Admissions(
            Supplier<GateSettings> settings,
            BooleanSupplier isMemoryTight,
            Time time,
            DryRun dryRun) {
        this.settings = settings;
        this.isMemoryTight = isMemoryTight;
        this.time = time;
        this.dryRun = dryRun;
        this.addresses = new AddressBook(dryRun::spares);
    }

    AddressBook addresses() {
        return addresses;
    }

    /** From now on this step, too, is taken, before the place of the user is reserved. */
    void add(Step step) {
        steps.updateAndGet(before -> {
            var after = new ArrayList<>(before);
            after.add(before.size() - 1, step);
            return List.copyOf(after);
        });
    }

    /** Begins; no step has been taken yet. The health check needs none. */
    Admission begin(ConnectRequest request, @Nullable Credentials credentials) {
        return new Admission(
                request,
                credentials,
                request.isProbe() ? List.of() : Objects.requireNonNull(steps.get()));
    }

    /** Makes it a connection of this user, or of nobody; false if the user has too many already. */
    boolean change(Admission admission, Optional<Identity> identity) {
        boolean isCounted = !admission.request().isProbe();
        if (isCounted && identity.isPresent() && !reserve(identity.get().user())) {
            return false;
        }
        var before = admission.user();
        admission.identify(identity);
        if (isCounted) {
            before.ifPresent(this::release);
        }
        return true;
    }

    private boolean reserve(String user) {
        int most = settings.get().perUser().connections();
        var isReserved = new boolean[1];
        byUser.compute(
                user,
                (_, count) -> {
                    int present = count == null ? 0 : count;
                    isReserved[0] = present < most || dryRun.spares(Limit.CONNECTIONS_OF_USER);
                    return isReserved[0] ? Integer.valueOf(present + 1) : count;
                });
        return isReserved[0];
    }

    private void release(String user) {
        byUser.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }

    /** What a step gives out: a reason why not, or none; and how it comes back. */
    private record Place(
            Function<Admission, @Nullable Rejection> reserve, Consumer<Admission> release)
            implements Step {

        @Override
        public Outcome take(Admission admission) {
            var why = reserve.apply(admission);
            return why == null ? Admission.ADMITTED : new Refused(why);
        }

        @Override
        public void giveBack(Admission admission) {
            release.accept(admission);
        }
    }

    private @Nullable Rejection reserveOfAddress(Admission admission) {
        var limits = settings.get().perAddress();
        return addresses.admit(admission.request().address(), limits, time.nanos());
    }

    private void releaseOfAddress(Admission admission) {
        addresses.leave(admission.request().address(), settings.get().perAddress());
    }

    private @Nullable Rejection reserveOfAll() {
        if (isMemoryTight.getAsBoolean()) {
            return Rejection.NO_MEMORY;
        }
        if (total.incrementAndGet() <= settings.get().maxConnections()
                || dryRun.spares(Limit.CONNECTIONS)) {
            return null;
        }
        total.decrementAndGet();
        return Rejection.FULL;
    }

    private @Nullable Rejection reserveOfUser(Admission admission) {
        var user = admission.user();
        return user.isEmpty() || reserve(user.get()) ? null : Rejection.USER_FULL;
    }
}
