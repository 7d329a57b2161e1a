// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.chat;

import dev.switchboard.api.Doc;
import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;

/** Something said to everyone. */
@Kind("chat")
@Doc("Says something to everyone else who is connected.")
public record Chat(@Doc("What is said: any JSON value.") Json content) {}
