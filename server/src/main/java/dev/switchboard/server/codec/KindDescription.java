// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import java.util.Optional;

/**
 * A kind as the protocol reference describes it.
 *
 * @param plugin the id of the plugin that takes it or sends it
 * @param direction which way it travels
 * @param shape how it looks
 * @param reply how the answer to it looks, if it is a question
 */
public record KindDescription(
        String plugin, Direction direction, Shape shape, Optional<Shape> reply) {

    /** Which way a kind travels. */
    public enum Direction {
        /** From a client to the switch. */
        IN,
        /** From the switch to clients. */
        OUT
    }
}
