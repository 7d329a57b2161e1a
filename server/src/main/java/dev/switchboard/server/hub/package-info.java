// SPDX-License-Identifier: Apache-2.0
/**
 * Topics and rooms: who gets what is published.
 *
 * <p>{@link dev.switchboard.server.hub.LocalHub} implements the {@link dev.switchboard.api.Hub}
 * that plugins see. It makes publications and gives them to the {@link
 * dev.switchboard.server.engine.Engine}; {@link dev.switchboard.server.hub.LocalAudiences} takes
 * what the engine delivers to the audience of its topic.
 */
@NullMarked
package dev.switchboard.server.hub;

import org.jspecify.annotations.NullMarked;
