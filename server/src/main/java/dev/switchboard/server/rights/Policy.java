// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import dev.switchboard.api.Identity;
import dev.switchboard.server.config.Permission;
import dev.switchboard.server.config.RightsSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The operator's rules, made ready to be asked. Immutable. */
final class Policy {

    /** Whoever nobody keeps out may connect. */
    private static final Decision UNNAMED =
            new Decision(true, "default: nothing says who may connect here");

    private final RightsSettings settings;
    private final List<Rule> rules;
    private final Decision otherwise;
    private final boolean isAboutConnecting;

    Policy(RightsSettings settings) {
        this.settings = settings;
        this.rules =
                IntStream.range(0, settings.rules().size())
                        .mapToObj(at -> Rule.of(settings.rules().get(at), at + 1))
                        .toList();
        this.otherwise = new Decision(settings.otherwise() == Permission.ALLOW, "rights.otherwise");
        this.isAboutConnecting =
                settings.rules().stream()
                        .anyMatch(rule -> rule.actions().contains(RightsSettings.CONNECT));
    }

    private record Rule(
            Set<String> actions,
            Optional<List<Glob>> rooms,
            Optional<List<Glob>> users,
            boolean isForAnonymous,
            boolean isForUsers,
            Decision decision) {

        static Rule of(RightsSettings.Rule written, int number) {
            boolean saysAnonymous = written.anonymous().isPresent();
            boolean isForAnonymous = written.anonymous().orElse(written.users().isEmpty());
            return new Rule(
                    Set.copyOf(written.actions()),
                    written.rooms().map(all -> all.stream().map(Glob::withUser).toList()),
                    written.users().map(all -> all.stream().map(Glob::of).toList()),
                    isForAnonymous,
                    written.users().isPresent() || !saysAnonymous || !isForAnonymous,
                    new Decision(
                            written.allow().isPresent(),
                            "rule %d of rights.rules".formatted(number)));
        }

        boolean matches(@Nullable String user, String action, @Nullable String room) {
            return RightsSettings.include(actions, action)
                    && isFor(user)
                    && (rooms.isEmpty() || (room != null && isAmong(rooms.get(), room, user)));
        }

        private boolean isFor(@Nullable String user) {
            if (user == null) {
                return isForAnonymous;
            }
            return isForUsers && (users.isEmpty() || isAmong(users.get(), user, user));
        }

        private static boolean isAmong(List<Glob> patterns, String text, @Nullable String user) {
            for (var pattern : patterns) {
                if (pattern.matches(text, user)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Whether it is made of these. */
    boolean isOf(RightsSettings others) {
        return settings.equals(others);
    }

    /** Whether all is allowed for which nobody else decides. */
    boolean isOpen() {
        return rules.isEmpty() && otherwise.allowed();
    }

    /** Whether a rule says who may connect. */
    boolean isAboutConnecting() {
        return isAboutConnecting;
    }

    /** What holds where nobody decides about this action. */
    Decision otherwise(String action) {
        return action.equals(RightsSettings.CONNECT) ? UNNAMED : otherwise;
    }

    /** What holds where a plugin does not answer. */
    boolean allowsUnanswered() {
        return settings.unanswered() == Permission.ALLOW;
    }

    /** What the rules say, or else the grants; null if neither says anything. */
    @Nullable Decision decide(@Nullable Identity who, String action, @Nullable String room) {
        String user = who == null ? null : who.user();
        for (var rule : rules) {
            if (rule.matches(user, action, room)) {
                return rule.decision();
            }
        }
        return who == null || who.grants().isEmpty() ? null : granted(who, action, room);
    }

    /**
     * Grants say all about rooms, and about paths if they say who may connect at all; of anything
     * else only that it is allowed.
     */
    private static @Nullable Decision granted(Identity who, String action, @Nullable String room) {
        for (var grant : who.grants().orElseThrow()) {
            if (grant.actions().contains(action)
                    && (room == null || Glob.of(grant.rooms()).matches(room, null))) {
                return new Decision(true, "the grants of " + who.user());
            }
        }
        boolean saysNothing = action.equals(RightsSettings.CONNECT) && !grantsConnect(who);
        return room == null || saysNothing
                ? null
                : new Decision(false, "the grants of " + who.user());
    }

    /** Whether the grants of somebody say where it may connect. */
    static boolean grantsConnect(Identity who) {
        return who.grants().stream()
                .flatMap(List::stream)
                .anyMatch(grant -> grant.actions().contains(RightsSettings.CONNECT));
    }
}
