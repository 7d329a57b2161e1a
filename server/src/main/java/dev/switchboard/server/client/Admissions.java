// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.server.client.Admission.Outcome;
import dev.switchboard.server.client.Admission.Refused;
import dev.switchboard.server.client.Admission.Step;
import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.time.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The places that there are for connections, from one address, in all, and of one user, and the
 * steps by which they are given out. Any thread; the count of a user is guarded by the map's lock
 * on its name.
 */
final class Admissions {

    private final Supplier<GateSettings> settings;
    private final Time time;
    private final AddressBook addresses = new AddressBook();
    private final AtomicInteger total = new AtomicInteger();
    private final Map<String, Integer> byUser = new ConcurrentHashMap<>();

    /** The place of the user comes last. */
    private final AtomicReference<List<Step>> steps =
            new AtomicReference<>(List.of(new OfAddress(), new OfAll(), new OfUser()));

    Admissions(Supplier<GateSettings> settings, Time time) {
        this.settings = settings;
        this.time = time;
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
    Admission begin(ConnectRequest request) {
        return new Admission(request, request.isProbe() ? List.of() : steps.get());
    }

    /** Makes it a connection of this user, or of nobody; false if the user has too many already. */
    boolean change(Admission admission, Optional<String> user) {
        boolean isCounted = !admission.request().isProbe();
        if (isCounted && user.isPresent() && !reserve(user.get())) {
            return false;
        }
        var before = admission.user();
        admission.identify(user);
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
                    isReserved[0] = present < most;
                    return isReserved[0] ? Integer.valueOf(present + 1) : count;
                });
        return isReserved[0];
    }

    private void release(String user) {
        byUser.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }

    private static Outcome outcome(boolean isAdmitted, Rejection otherwise) {
        return isAdmitted ? Admission.ADMITTED : new Refused(otherwise);
    }

    private final class OfAddress implements Step {
        @Override
        public Outcome take(Admission admission) {
            var limits = settings.get().perAddress();
            var why = addresses.admit(admission.request().address(), limits, time.nanos());
            return why == null ? Admission.ADMITTED : new Refused(why);
        }

        @Override
        public void giveBack(Admission admission) {
            addresses.leave(admission.request().address(), settings.get().perAddress());
        }
    }

    private final class OfAll implements Step {
        @Override
        public Outcome take(Admission admission) {
            boolean isFree = total.incrementAndGet() <= settings.get().maxConnections();
            if (!isFree) {
                total.decrementAndGet();
            }
            return outcome(isFree, Rejection.FULL);
        }

        @Override
        public void giveBack(Admission admission) {
            total.decrementAndGet();
        }
    }

    private final class OfUser implements Step {
        @Override
        public Outcome take(Admission admission) {
            var user = admission.user();
            return outcome(user.isEmpty() || reserve(user.get()), Rejection.USER_FULL);
        }

        @Override
        public void giveBack(Admission admission) {
            admission.user().ifPresent(Admissions.this::release);
        }
    }
}
