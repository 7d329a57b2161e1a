// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.rooms;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Needs;

/** Something said in a room. */
@Kind("room_message")
@Needs(value = "publish", room = "room")
@Doc("Says something to the other members of a room.")
public record RoomMessage(
        @Doc("The room's name.") String room, @Doc("What is said: any JSON value.") Json content) {}
