// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.api.Identity;
import dev.switchboard.api.Question;
import dev.switchboard.server.codec.KindDescription;
import dev.switchboard.server.codec.KindDescription.Direction;
import dev.switchboard.server.codec.Need;
import dev.switchboard.server.config.RightsSettings;
import dev.switchboard.server.hub.RoomRights;
import dev.switchboard.server.rights.Decision;
import dev.switchboard.server.rights.KnownDecisions;
import dev.switchboard.server.text.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Tells an operator whether somebody might do something, and what decides that. Any thread. */
record WhoMay(SwitchCore core) {

    /**
     * Yes or no, and why, as text for people.
     *
     * @param who with what a token grants, if that is known
     */
    CompletionStage<String> tell(Optional<Identity> who, String action, Optional<String> room) {
        return decide(who, action, room)
                .thenApply(decision -> {
                    var text = new StringBuilder(decision.allowed() ? "yes" : "no");
                    text.append(", by ").append(decision.by());
                    if (who.isPresent() && who.get().grants().isEmpty() && !isByRule(decision)) {
                        text.append(
                                "\nWhat a token grants is not known here, and comes before this;"
                                        + " --rooms tells it.");
                    }
                    var known = actions(core.plugins().kinds());
                    if (!known.contains(action)) {
                        text.append("\nNo kind needs the action ")
                                .append(action)
                                .append(Spelling.advice(action, known));
                    }
                    return text.toString();
                });
    }

    private CompletionStage<Decision> decide(
            Optional<Identity> who, String action, Optional<String> room) {
        var decision = core.rights().decide(new KnownDecisions(), who, action, room.orElse(null));
        if (decision != null) {
            return CompletableFuture.completedStage(decision);
        }
        return core.authorizers().ask(new Question("", who.map(Identity::user), action, room));
    }

    private static boolean isByRule(Decision decision) {
        return decision.by().startsWith("rule ");
    }

    /** All that can be allowed or denied. */
    static SortedSet<String> actions(List<KindDescription> kinds) {
        var actions = new TreeSet<>(List.of(RoomRights.JOIN, RightsSettings.CONNECT));
        kinds.stream()
                .filter(kind -> kind.direction() == Direction.IN)
                .map(kind -> kind.shape().need())
                .filter(need -> !need.isNothing())
                .map(Need::action)
                .forEach(actions::add);
        return actions;
    }
}
