// SPDX-License-Identifier: Apache-2.0
/**
 * Decides, between the hub and the lanes, the order of publications and which other processes get
 * them. It knows topics and publications, but no clients.
 *
 * <p>{@link dev.switchboard.server.engine.Engine} is the port. Behind it stands {@link
 * dev.switchboard.server.engine.EmbeddedEngine}, which needs nothing but this process. What is
 * delivered here goes back through {@link dev.switchboard.server.engine.LocalDelivery}, which the
 * hub implements.
 */
@NullMarked
package dev.switchboard.server.engine;

import org.jspecify.annotations.NullMarked;
