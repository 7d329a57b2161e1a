// SPDX-License-Identifier: Apache-2.0
/** Talk: to everyone, or to one. */
@NullMarked
package dev.switchboard.plugin.chat;

import org.jspecify.annotations.NullMarked;
