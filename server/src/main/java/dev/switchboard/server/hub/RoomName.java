// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.config.RoomSettings;

/**
 * What a room may be called: a few safe characters, so that a name fits into any log or subject.
 */
final class RoomName {

    private static final String MARKS = "_.:@-";

    private RoomName() {}

    /** Refuses a name that is not one. */
    static void check(String name, RoomSettings settings) {
        long longest = settings.maxName().bytes();
        if (name.isEmpty() || name.length() > longest) {
            throw new Refusal(
                            Code.BAD_FIELD,
                            "a room's name has 1 to %d characters, this one %d"
                                    .formatted(longest, name.length()))
                    .field("room");
        }
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean isFine =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || MARKS.indexOf(c) >= 0;
            if (!isFine) {
                throw new Refusal(
                                Code.BAD_FIELD,
                                "a room's name consists of letters A to Z, digits and " + MARKS)
                        .field("room");
            }
        }
    }
}
