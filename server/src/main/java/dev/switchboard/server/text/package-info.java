// SPDX-License-Identifier: Apache-2.0
/** How words are written, and what was meant by a word that nobody knows. Needs nothing else. */
@NullMarked
package dev.switchboard.server.text;

import org.jspecify.annotations.NullMarked;
