// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.Optional;

/**
 * What became of a publication. It comes when all is done that the topic promises; whether the
 * members have read the message, nobody knows.
 *
 * {@snippet class="ApiExamples" region="published"}
 *
 * @param hasAudience whether the topic had members, in all processes that the switch consists of;
 *     the one who was left out counts
 * @param position where the publication stands in its topic; empty if the engine gives no positions
 */
public record Published(boolean hasAudience, Optional<Position> position) {}
