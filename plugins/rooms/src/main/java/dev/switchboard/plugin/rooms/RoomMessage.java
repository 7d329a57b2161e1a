// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.rooms;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;

/** Something said in a room. */
@Kind("room_message")
@Doc("Says something to the other members of a room.")
public record RoomMessage(
        @Doc("The room's name.") String room, @Doc("What is said: any JSON value.") Json content) {}
