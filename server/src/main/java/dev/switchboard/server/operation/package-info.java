// SPDX-License-Identifier: Apache-2.0

/**
 * The switch as a process: how it starts, takes orders and signals, is looked after and ends.
 * {@link dev.switchboard.server.operation.Switchboard} is all of it under one roof; {@link
 * dev.switchboard.server.operation.Service} runs one for the command {@code run}, and {@link
 * dev.switchboard.server.operation.Rehearsal} tries one out for {@code validate}.
 */
@NullMarked
package dev.switchboard.server.operation;

import org.jspecify.annotations.NullMarked;
