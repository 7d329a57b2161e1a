// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.rooms;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Needs;

/** The wish to be in a room no more. */
@Kind("leave_room")
@Needs(Needs.NOTHING)
@Doc("Leaves a room; not being in it is fine, and so is a name that no room can have.")
public record LeaveRoom(@Doc("Its name.") String room) {}
