// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import dev.switchboard.api.Identity;
import dev.switchboard.server.config.RightsSettings;
import dev.switchboard.server.config.Settings;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may do what, by the rules of the operator and by what was granted to a user. Any
 * thread; the rules in force are one volatile reference, replaced by whoever changes the settings,
 * one at a time.
 */
public final class Rights {

    private volatile Policy policy;

    /** By the rules that are in force now. */
    @Inject
    public Rights(Supplier<Settings> settings) {
        this.policy = new Policy(settings.get().rights());
    }

    /** From now on these hold; false if they held before. */
    public boolean change(RightsSettings next) {
        if (policy.isOf(next)) {
            return false;
        }
        policy = new Policy(next);
        return true;
    }

    /** Whether it may do all that no plugin decides; most switches have no rules. */
    public boolean isOpenTo(Optional<Identity> who) {
        return policy.isOpen() && (who.isEmpty() || who.get().grants().isEmpty());
    }

    /**
     * What the rules say, or else the grants; null if neither says anything.
     *
     * @param known what was decided before about the same client
     * @param room the room that it is about, if it is about one
     */
    public @Nullable Decision decide(
            KnownDecisions known, Optional<Identity> who, String action, @Nullable String room) {
        return known.decide(policy, who.orElse(null), action, room);
    }

    /** Whether rules or grants say anything about where it may connect; mostly they do not. */
    public boolean limitConnecting(Optional<Identity> who) {
        return policy.isAboutConnecting() || who.filter(Policy::grantsConnect).isPresent();
    }

    /** What the rules say, or else the grants, about connecting to a path; null if neither does. */
    public @Nullable Decision decideConnect(Optional<Identity> who, String path) {
        return policy.decide(who.orElse(null), RightsSettings.CONNECT, path);
    }

    /** What holds where neither rules nor grants decide about this action, nor a plugin. */
    public Decision otherwise(String action) {
        return policy.otherwise(action);
    }

    /** What holds where a plugin should decide, and does not. */
    public Decision unanswered(String plugin) {
        return new Decision(
                policy.allowsUnanswered(),
                "rights.unanswered, as the plugin " + plugin + " gave no answer",
                false);
    }
}
