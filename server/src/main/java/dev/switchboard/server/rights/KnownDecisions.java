// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import dev.switchboard.api.Identity;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was last decided about one client, so that a message like the last one costs a comparison.
 * Any thread may use it. There is no lock: what is kept is immutable, says for which rules and whom
 * it was decided, and is believed for these alone. If two threads write at once, one decision is
 * forgotten.
 */
public final class KnownDecisions {

    /** A power of two; a client talks in few rooms at a time. */
    private static final int PLACES = 4;

    /** Clients choose the names of rooms, and what is kept must be bounded. */
    private static final int LONGEST_ROOM = 256;

    /** Made when it is needed; most switches have no rules. */
    private @Nullable Known @Nullable [] all;

    /** Where a plugin has let the client in last, and as whom; until it has come in. */
    private volatile @Nullable LetIn letIn;

    private record LetIn(Optional<Identity> who, String room) {}

    /** A decision, null if it is for others to decide, and all that it depends on. */
    private record Known(
            Policy policy,
            @Nullable Identity who,
            String action,
            @Nullable String room,
            @Nullable Decision decision) {

        boolean isFor(Policy policy, @Nullable Identity who, String action, @Nullable String room) {
            return this.policy.equals(policy)
                    && this.action.equals(action)
                    && Objects.equals(this.room, room)
                    && Objects.equals(this.who, who);
        }
    }

    /** A plugin has decided that the client, if it is still the same user, may be in this room. */
    public void letIn(Optional<Identity> who, String room) {
        letIn = new LetIn(who, room);
    }

    /** Whether that was decided last; it holds once. */
    public boolean comesIn(Optional<Identity> who, String room) {
        var last = letIn;
        letIn = null;
        return last != null && last.room().equals(room) && last.who().equals(who);
    }

    @Nullable Decision decide(
            Policy policy, @Nullable Identity who, String action, @Nullable String room) {
        int place = (action.hashCode() + 31 * Objects.hashCode(room)) & (PLACES - 1);
        var present = all;
        var known = present == null ? null : present[place];
        if (known != null && known.isFor(policy, who, action, room)) {
            return known.decision();
        }
        var decision = policy.decide(who, action, room);
        if (room == null || room.length() <= LONGEST_ROOM) {
            var places = present == null ? new Known[PLACES] : present;
            places[place] = new Known(policy, who, action, room, decision);
            all = places;
        }
        return decision;
    }
}
