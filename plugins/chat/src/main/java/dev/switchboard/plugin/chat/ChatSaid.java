// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.chat;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;

/** Something that somebody said to everyone. */
@Kind("chat")
@Doc("Somebody said something to everyone.")
public record ChatSaid(
        @Doc("The id of the client who said it.") String from,
        @Doc("What was said, as it came.") Json content) {}
