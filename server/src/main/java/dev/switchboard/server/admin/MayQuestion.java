// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The page {@code /may}: whether somebody may do something, and what decides that. What the token
 * of a user grants may be told as tokens tell it: {@code team-7.*:rw}.
 */
record MayQuestion(Operations operations) {

    static final List<Parameter> PARAMETERS =
            List.of(
                    new Parameter.Text("action", "What it wants to do, such as join.", true),
                    new Parameter.Text(
                            "user", "Who; without it, somebody who has not logged in.", false),
                    new Parameter.Text("room", "In which room, if it is about one.", false),
                    new Parameter.Text(
                            "rooms",
                            "What the token of the user grants, if it says anything about rooms:"
                                    + " team-7.*:rw,news:r",
                            false));

    CompletionStage<Answer> answer(Query query) {
        try {
            return operations
                    .may(identity(query), query.find("action").orElseThrow(), query.find("room"))
                    .thenApply(text -> Answer.text(HttpStatus.OK_200, text));
        } catch (IllegalArgumentException wrong) {
            return CompletableFuture.completedStage(
                    Answer.text(HttpStatus.BAD_REQUEST_400, String.valueOf(wrong.getMessage())));
        }
    }

    private static Optional<Identity> identity(Query query) {
        var user = query.find("user").map(Identity::of);
        var rooms = query.find("rooms").map(text -> List.of(text.split(",", -1)));
        return rooms.isEmpty() ? user : user.map(it -> it.granted(grants(rooms.get())));
    }

    private static List<Grant> grants(List<String> rooms) {
        return rooms.stream().map(Grant::inRooms).toList();
    }
}
