// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.chat;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Needs;

/** Something said to one. */
@Kind("direct_message")
@Needs("direct")
@Doc("Says something to one client alone, or to all connections of one user.")
public record DirectMessage(
        @Doc("The id of a client, as in the `from` of its messages; or of a user.") String to,
        @Doc("What is said: any JSON value.") Json content) {}
