// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.rooms;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Needs;

/** The wish to be in a room. */
@Kind("join_room")
@Needs(value = "join", room = "room")
@Doc("Joins a room; being in it already is fine.")
public record JoinRoom(@Doc("Its name: letters A to Z, digits and any of `_.:@-`.") String room) {}
