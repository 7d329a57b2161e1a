// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who may do what. {@code reference.conf} explains each key.
 *
 * @param rules the first that matches decides
 * @param otherwise what holds where neither a rule, nor grants, nor a plugin decides
 * @param unanswered what holds where a plugin should decide, and does not
 */
public record RightsSettings(List<Rule> rules, Permission otherwise, Permission unanswered) {

    /** Stands for all actions. */
    public static final String ANY = "*";

    /**
     * The action of connecting; the room that it is about is the path. It counts only where it is
     * named, since somebody who must not even connect can do nothing at all.
     */
    public static final String CONNECT = "connect";

    /** Stands in the name of a room for the name of the user. */
    public static final String USER = "{user}";

    private static final Pattern ACTION = Pattern.compile("[a-z0-9_]{1,64}");

    /** Whether the actions of a rule include this one. */
    public static boolean include(Collection<String> actions, String action) {
        return actions.contains(action) || (actions.contains(ANY) && !action.equals(CONNECT));
    }

    /**
     * One rule. It has either {@code allow} or {@code deny}.
     *
     * @param allow actions that it allows
     * @param deny actions that it denies
     * @param rooms in which rooms; empty for all, and for actions that are about no room
     * @param users to which users; empty for all
     * @param anonymous whether to those who have not logged in; if this is all that it says of
     *     users, to them alone
     */
    public record Rule(
            Optional<List<String>> allow,
            Optional<List<String>> deny,
            Optional<List<String>> rooms,
            Optional<List<String>> users,
            Optional<Boolean> anonymous) {

        public Rule {
            var constraints =
                    new Constraints()
                            .require(
                                    allow.isPresent() != deny.isPresent(),
                                    allow.isPresent() ? "deny" : "allow",
                                    "a rule has either allow or deny");
            checkActions("allow", allow, constraints);
            checkActions("deny", deny, constraints);
            checkPatterns("rooms", rooms, constraints);
            checkPatterns("users", users, constraints);
            constraints.hold();
        }

        /** What it allows or denies. */
        public List<String> actions() {
            return allow.or(() -> deny).orElse(List.of());
        }

        /** Whether it is about everybody and every room, and about all actions of another rule. */
        public boolean coversAllOf(Rule other) {
            return rooms.isEmpty()
                    && users.isEmpty()
                    && anonymous.isEmpty()
                    && other.actions().stream().allMatch(each -> include(actions(), each));
        }

        /** As it stands in a file. */
        @Override
        public String toString() {
            var parts = new ArrayList<String>();
            allow.ifPresent(each -> parts.add("allow = " + quoted(each)));
            deny.ifPresent(each -> parts.add("deny = " + quoted(each)));
            rooms.ifPresent(each -> parts.add("rooms = " + quoted(each)));
            users.ifPresent(each -> parts.add("users = " + quoted(each)));
            anonymous.ifPresent(each -> parts.add("anonymous = " + each));
            return "{ " + String.join(", ", parts) + " }";
        }

        private static List<String> quoted(List<String> texts) {
            return texts.stream().map(text -> "\"" + text + "\"").toList();
        }

        private static void checkActions(
                String key, Optional<List<String>> actions, Constraints constraints) {
            actions.ifPresent(all -> {
                constraints.require(!all.isEmpty(), key, "names no action; \"*\" stands for all");
                for (String action : all) {
                    constraints.require(
                            action.equals(ANY) || ACTION.matcher(action).matches(),
                            key,
                            "an action has 1 to 64 lower case letters, digits and underscores; \"*\""
                                    + " stands for all");
                }
            });
        }

        private static void checkPatterns(
                String key, Optional<List<String>> patterns, Constraints constraints) {
            patterns.ifPresent(all -> {
                constraints.require(!all.isEmpty(), key, "is empty; leave it out for all");
                for (String pattern : all) {
                    constraints.require(
                            !pattern.isBlank()
                                    && pattern.chars().noneMatch(Character::isISOControl),
                            key,
                            "a name, in which a * stands for any characters");
                }
            });
        }
    }
}
