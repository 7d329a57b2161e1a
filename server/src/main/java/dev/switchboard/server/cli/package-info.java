// SPDX-License-Identifier: Apache-2.0
/**
 * The command line: what {@code bin/switchboard} hands to Java. The script finds a Java, the
 * folders and the process. Here is what needs the configuration or speaks with a running switch.
 * {@link dev.switchboard.server.cli.Commands} is the way in.
 */
@NullMarked
package dev.switchboard.server.cli;

import org.jspecify.annotations.NullMarked;
