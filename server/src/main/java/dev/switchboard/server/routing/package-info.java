// SPDX-License-Identifier: Apache-2.0
/**
 * From a message to the handler that wants it.
 *
 * <p>A {@link dev.switchboard.server.routing.Route} leads from one kind of message to one handler
 * of one plugin; a {@link dev.switchboard.server.routing.RawRoute} from a path; a {@link
 * dev.switchboard.server.routing.FileRoute} from a path to a plugin's files. All of them stand in
 * one immutable {@link dev.switchboard.server.routing.RouteTable}, which is exchanged as a whole
 * through {@link dev.switchboard.server.routing.Routes}: a message sees the old table or the new
 * one, never something between. A second claim of the same kind or path is refused when the plugin
 * starts, so no table ever holds two.
 *
 * <p>{@link dev.switchboard.server.routing.PluginCalls} is the one way to call a plugin. The {@link
 * dev.switchboard.server.routing.PluginGuard} of each plugin knows its calls under way and what
 * failed; its {@link dev.switchboard.server.routing.CircuitBreaker} keeps messages away from a
 * plugin that fails too often. {@link dev.switchboard.server.routing.InlineCalls} watches the calls
 * on threads that read sockets.
 */
@NullMarked
package dev.switchboard.server.routing;

import org.jspecify.annotations.NullMarked;
