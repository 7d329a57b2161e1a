// SPDX-License-Identifier: Apache-2.0
/**
 * The switch itself: rooms, and who gets what is published.
 *
 * <p>{@link dev.switchboard.server.hub.LocalHub} is what plugins know as the {@link
 * dev.switchboard.api.Hub}. It turns a {@link dev.switchboard.api.Topic} into the audience that the
 * lanes deliver to.
 */
@NullMarked
package dev.switchboard.server.hub;

import org.jspecify.annotations.NullMarked;
