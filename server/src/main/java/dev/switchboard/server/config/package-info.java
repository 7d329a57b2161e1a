// SPDX-License-Identifier: Apache-2.0
/**
 * Every setting of the switch, as records.
 *
 * <p>{@link dev.switchboard.server.config.Settings} is the whole; each of its components is one
 * section of {@code conf/switchboard.conf} and checks itself. What a key means, its default and its
 * unit stand in {@code reference.conf}, which is also where {@code docs/CONFIGURATION.md} comes
 * from. {@link dev.switchboard.server.config.Configuration} reads the files; {@link
 * dev.switchboard.server.config.LiveSettings} holds what is in force now and changes it while the
 * switch runs. Reading values is the work of {@link dev.switchboard.server.config.binding}.
 */
@NullMarked
package dev.switchboard.server.config;

import org.jspecify.annotations.NullMarked;
