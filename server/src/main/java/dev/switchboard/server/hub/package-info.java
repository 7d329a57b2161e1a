// SPDX-License-Identifier: Apache-2.0
/**
 * Topics and rooms: who gets what is published.
 *
 * <p>{@link dev.switchboard.server.hub.LocalHub} is what plugins know as the {@link
 * dev.switchboard.api.Hub}. It makes publications and gives them to the {@link
 * dev.switchboard.server.engine.Engine}; what the engine delivers here, {@link
 * dev.switchboard.server.hub.LocalAudiences} takes to the audience of its topic.
 */
@NullMarked
package dev.switchboard.server.hub;

import org.jspecify.annotations.NullMarked;
