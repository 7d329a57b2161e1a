// SPDX-License-Identifier: Apache-2.0
/**
 * {@code bin/switchboard token}: a program of its own, on the jars of the switch and of this
 * plugin. Nothing here is loaded by a switch.
 */
@NullMarked
package dev.switchboard.plugin.jwt.command;

import org.jspecify.annotations.NullMarked;
