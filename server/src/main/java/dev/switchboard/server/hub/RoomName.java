// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.config.RoomSettings;
import java.util.regex.Pattern;

/**
 * What a room may be called: a few safe characters, so that a name fits into any log or subject.
 */
final class RoomName {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.:@-]+");

    private RoomName() {}

    /** Refuses a name that is not one. */
    static void check(String name, RoomSettings settings) {
        long longest = settings.maxName().bytes();
        if (name.isEmpty() || name.length() > longest) {
            throw refusal(
                    "a room's name has 1 to %d characters, this one %d"
                            .formatted(longest, name.length()));
        }
        if (!FORM.matcher(name).matches()) {
            throw refusal("a room's name consists of letters A to Z, digits and _.:@-");
        }
    }

    private static Refusal refusal(String why) {
        return new Refusal(Code.BAD_FIELD, why).field("room");
    }
}
