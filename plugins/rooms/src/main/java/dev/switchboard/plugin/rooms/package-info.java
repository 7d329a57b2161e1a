// SPDX-License-Identifier: Apache-2.0
/** Rooms: join one, leave it, talk in it. */
@NullMarked
package dev.switchboard.plugin.rooms;

import org.jspecify.annotations.NullMarked;
