// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.chat;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;

/** Something that somebody said to this client. */
@Kind("direct_message")
@Doc("Somebody said something to this client alone.")
public record DirectMessageReceived(
        @Doc("The id of the client who said it.") String from,
        @Doc("What was said, as it came.") Json content) {}
