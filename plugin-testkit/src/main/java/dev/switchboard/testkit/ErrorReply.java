// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import dev.switchboard.api.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * The {@code error} with which the switch, or the plugin by a {@link dev.switchboard.api.Refusal},
 * has answered a message.
 *
 * @param code what is wrong, as in {@code bad_field}
 * @param message the sentence for people
 * @param field the field that is to blame
 * @param retryAfterMs when another try may succeed
 */
@Kind("error")
public record ErrorReply(
        String code, String message, Optional<String> field, Optional<Duration> retryAfterMs) {}
