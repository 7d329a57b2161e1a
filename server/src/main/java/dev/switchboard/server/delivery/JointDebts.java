// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What addresses, users and plugins owe. Each may owe a share of what is left of the budget; above
 * it, until it owes half of the share, it owes too much. Whoever owes nothing is not known here.
 * Any thread; what one debtor owes is guarded by the map's lock on it.
 */
final class JointDebts {

    /** What one owes, and whether that was too much when it was last told. */
    private record Owed(long bytes, boolean wasTooMuch) {

        private boolean isTooMuch(long share) {
            return bytes > (wasTooMuch ? share / 2 : share);
        }
    }

    private final Map<Debtor, Owed> byDebtor = new ConcurrentHashMap<>();
    private final LongSupplier share;

    /** Nobody owes anything; each may owe as much as {@code share} says at the time. */
    JointDebts(LongSupplier share) {
        this.share = share;
    }

    /** From now on each of these owes so much more, or less. */
    void add(List<Debtor> debtors, long more) {
        if (more != 0) {
            debtors.forEach(debtor -> byDebtor.compute(debtor, (_, known) -> add(known, more)));
        }
    }

    /** Between two threads, less may come before more; so for a moment it may be below zero. */
    private @Nullable Owed add(@Nullable Owed known, long more) {
        long bytes = more + (known == null ? 0 : known.bytes());
        if (bytes == 0) {
            return null;
        }
        var now = new Owed(bytes, known != null && known.wasTooMuch());
        return new Owed(bytes, now.isTooMuch(share.getAsLong()));
    }

    /** Whether any of these owes too much now. */
    boolean oweTooMuch(List<Debtor> debtors) {
        for (var debtor : debtors) {
            var owed = byDebtor.get(debtor);
            if (owed != null && owed.isTooMuch(share.getAsLong())) {
                return true;
            }
        }
        return false;
    }

    /**
     * What this one owes now, in whole parts of {@link Debt#PART} bytes for each that causes it.
     */
    long bytes(Debtor debtor) {
        var owed = byDebtor.get(debtor);
        return owed == null ? 0 : owed.bytes();
    }

    /** How many owe anything. */
    int size() {
        return byDebtor.size();
    }
}
