// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import java.util.List;

/**
 * A way in which a server can be spoken to.
 *
 * @param path the template of where each client connects
 * @param hello templates of what each client says first
 * @param message the template of a message
 */
public record Mode(String path, List<String> hello, String message) {
    /** The protocol of the switch, which is also that of most peers. */
    public static final Mode ROOMS =
            new Mode(
                    "/ws",
                    List.of("{\"msg_type\":\"join_room\",\"room\":\"r%g\"}"),
                    "{\"msg_type\":\"room_message\",\"room\":\"r%g\",\"content\":\"%p\"}");

    public static final Mode ECHO = new Mode("/echo", List.of(), "%p");
}
