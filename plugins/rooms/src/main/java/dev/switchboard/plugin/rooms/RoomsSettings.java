// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.rooms;

/**
 * The rules of rooms.
 *
 * @param membersOnly whether only members may talk in a room
 */
public record RoomsSettings(boolean membersOnly) {}
