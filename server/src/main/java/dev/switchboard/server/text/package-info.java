// SPDX-License-Identifier: Apache-2.0
/** How a JSON string is written, and which word was meant by an unknown one. Imports nothing. */
@NullMarked
package dev.switchboard.server.text;

import org.jspecify.annotations.NullMarked;
