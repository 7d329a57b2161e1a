// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.rooms;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;

/** Something that a member said in a room. */
@Kind("room_message")
@Doc("A member of a room said something there.")
public record RoomMessageSaid(
        @Doc("The id of the client who said it.") String from,
        @Doc("The room's name.") String room,
        @Doc("What was said, as it came.") Json content) {}
