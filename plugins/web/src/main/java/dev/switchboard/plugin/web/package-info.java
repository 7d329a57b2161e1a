// SPDX-License-Identifier: Apache-2.0
/** A page on which people can talk, to see the switch at work. */
@NullMarked
package dev.switchboard.plugin.web;

import org.jspecify.annotations.NullMarked;
