// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import dev.switchboard.server.cli.CommandLine.WrongUsage;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command {@code may}: asks a running switch whether somebody may do something.
 *
 * @param user empty for somebody who has not logged in
 * @param grants the rooms that a token grants, as in {@code team-7.*:rw}
 */
record MayCommand(
        Optional<String> user, String action, Optional<String> room, List<String> grants) {

    private static final String USAGE =
            "may needs USER ACTION [ROOM], or --anonymous ACTION [ROOM]; --rooms 'team-7.*:rw' tells"
                    + " what a token grants";

    /** What the words ask for. */
    static MayCommand of(List<String> words) throws WrongUsage {
        boolean isAnonymous = false;
        var grants = new ArrayList<String>();
        var names = new ArrayList<String>();
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            switch (each.next()) {
                case "--anonymous" -> isAnonymous = true;
                case "--rooms" -> {
                    if (!each.hasNext()) {
                        throw new WrongUsage(USAGE);
                    }
                    grants.add(each.next());
                }
                case String other -> {
                    if (other.startsWith("--")) {
                        throw new WrongUsage("may does not know '" + other + "'; " + USAGE);
                    }
                    names.add(other);
                }
            }
        }
        int first = isAnonymous ? 0 : 1;
        if (names.size() <= first
                || names.size() > first + 2
                || (isAnonymous && !grants.isEmpty())) {
            throw new WrongUsage(USAGE);
        }
        return new MayCommand(
                isAnonymous ? Optional.empty() : Optional.of(names.getFirst()),
                names.get(first),
                names.stream().skip(first + 1L).findFirst(),
                List.copyOf(grants));
    }

    HttpResponse<String> ask(AdminClient client) throws IOException {
        var question = new StringBuilder("/may?action=").append(encoded(action));
        user.ifPresent(name -> question.append("&user=").append(encoded(name)));
        room.ifPresent(name -> question.append("&room=").append(encoded(name)));
        if (!grants.isEmpty()) {
            question.append("&rooms=").append(encoded(String.join(",", grants)));
        }
        return client.ask(question.toString());
    }

    /** Whether the answer is yes. */
    static boolean isYes(HttpResponse<String> answer) {
        return answer.statusCode() / 100 == 2 && answer.body().startsWith("yes");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
