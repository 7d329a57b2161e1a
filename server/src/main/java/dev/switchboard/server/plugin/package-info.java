// SPDX-License-Identifier: Apache-2.0
/**
 * Plugins, from a folder of jars to running handlers and back.
 *
 * <p>Each {@link dev.switchboard.server.plugin.PluginFolder} is opened into a {@link
 * dev.switchboard.server.plugin.Candidate}: its manifest is read, its jars are checked, and a
 * {@link dev.switchboard.server.plugin.PluginClassLoader} of its own is ready. {@link
 * dev.switchboard.server.plugin.Plugins} starts one {@link
 * dev.switchboard.server.plugin.LoadedPlugin} after another. What a plugin registers meanwhile is
 * gathered by its {@link dev.switchboard.server.plugin.LiveContext} and takes effect only if the
 * start succeeds, so that nothing of a broken plugin stays behind. {@link
 * dev.switchboard.server.plugin.EventRelay} tells running plugins of clients and rooms. If a plugin
 * throws, hangs or registers nonsense, only that plugin suffers.
 */
@NullMarked
package dev.switchboard.server.plugin;

import org.jspecify.annotations.NullMarked;
