// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static dev.switchboard.server.admin.Endpoint.look;
import static dev.switchboard.server.admin.Endpoint.order;
import static dev.switchboard.server.admin.Promised.json;
import static dev.switchboard.server.admin.Promised.text;

import dev.switchboard.server.admin.Operations.Outcome;
import dev.switchboard.server.client.Revocation;
import dev.switchboard.server.client.Revocation.What;
import dev.switchboard.server.log.Clean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpStatus;

/** Takes back what somebody was believed: what is revoked, and orders to revoke and to forget. */
record RevocationOrders(Operations operations) {

    private static final String NAME = "name";
    private static final int LONGEST = 256;
    private static final String BEFORE = "before";
    private static final Parameter FORMAT =
            new Parameter.Choice("format", "For programs or for people.", List.of("json", "text"));

    /** All endpoints about it. */
    List<Endpoint> endpoints() {
        var all = new ArrayList<Endpoint>();
        all.add(
                look(
                        "/revocations",
                        "What was revoked and still counts.",
                        List.of(FORMAT),
                        List.of(
                                json(200, "One entry each, the latest first."),
                                text(200, "One line each.")),
                        query -> CompletableFuture.completedStage(list(query))));
        all.add(revoking(What.USER, "Revokes all that a user has.", "The user."));
        all.add(revoking(What.TOKEN, "Revokes one token.", "The id of the token."));
        all.add(revoking(What.EVERYBODY, "Revokes all that anybody has.", ""));
        all.add(forgetting(What.USER, "The user."));
        all.add(forgetting(What.TOKEN, "The id of the token."));
        all.add(forgetting(What.EVERYBODY, ""));
        all.add(
                order(
                        Method.DELETE,
                        "/clients",
                        "Sends one client away, whoever it is. It may come back.",
                        List.of(new Parameter.Text("id", "The id of the client.", true)),
                        List.of(text(200, "It is gone."), text(422, "It is not here.")),
                        query -> answer(operations.sendAway(query.find("id").orElseThrow()))));
        return all;
    }

    private static String path(What what) {
        return "/revocations/" + what.name().toLowerCase(Locale.ROOT);
    }

    private Endpoint revoking(What what, String about, String name) {
        var parameters = new ArrayList<Parameter>();
        if (!name.isEmpty()) {
            parameters.add(new Parameter.Text(NAME, name, true));
        }
        if (what != What.TOKEN) {
            parameters.add(
                    new Parameter.Moment(
                            BEFORE,
                            "What is as old as that is revoked; by default all that is here now."));
        }
        return order(
                Method.POST,
                path(what),
                about + " Clients who are here by it are sent away.",
                parameters,
                List.of(
                        text(200, "How many were sent away."),
                        text(422, "It counts, but could not be written down.")),
                query ->
                        answer(
                                operations.revoke(
                                        what,
                                        name.isEmpty() ? "" : query.find(NAME).orElseThrow(),
                                        what == What.TOKEN
                                                ? Instant.now()
                                                : query.moment(BEFORE).orElseGet(Instant::now))));
    }

    private Endpoint forgetting(What what, String name) {
        return order(
                Method.DELETE,
                path(what),
                "Lets count again what was revoked. Who was sent away stays away.",
                name.isEmpty() ? List.of() : List.of(new Parameter.Text(NAME, name, true)),
                List.of(text(200, "It counts again."), text(422, "It was not revoked.")),
                query ->
                        answer(
                                operations.forget(
                                        what,
                                        name.isEmpty() ? "" : query.find(NAME).orElseThrow())));
    }

    private Answer list(Query query) {
        var all =
                operations.revocations().stream()
                        .sorted(Comparator.comparing(Revocation::issuedBefore).reversed())
                        .map(RevocationOrders::row)
                        .toList();
        if (query.choice("format").equals("json")) {
            return Answer.json(HttpStatus.OK_200, Map.of("revocations", all));
        }
        var lines =
                new StringBuilder(
                        "WHAT       ISSUED BEFORE             UNTIL                     NAME\n");
        for (var row : all) {
            lines.append(
                    "%-10s %-25s %-25s %s%n"
                            .formatted(
                                    row.get("what"),
                                    row.get("issued_before"),
                                    row.get("until"),
                                    Clean.shown(String.valueOf(row.get(NAME)), LONGEST)));
        }
        return Answer.text(HttpStatus.OK_200, lines.toString());
    }

    private static Map<String, Object> row(Revocation revocation) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("what", revocation.what().name().toLowerCase(Locale.ROOT));
        row.put(NAME, revocation.name());
        row.put("issued_before", revocation.issuedBefore().toString());
        row.put("until", revocation.until().toString());
        return row;
    }

    private static Answer answer(Outcome outcome) {
        return Answer.text(
                outcome.done() ? HttpStatus.OK_200 : HttpStatus.UNPROCESSABLE_ENTITY_422,
                outcome.report());
    }
}
