// SPDX-License-Identifier: Apache-2.0
/**
 * From a message to the handler that wants it.
 *
 * <p>A {@link dev.switchboard.server.routing.Route} leads from one kind of message to one handler
 * of one plugin; a {@link dev.switchboard.server.routing.RawRoute} from a path; a {@link
 * dev.switchboard.server.routing.FileRoute} from a path to a plugin's files. All of them stand in
 * one immutable {@link dev.switchboard.server.routing.RouteTable}, which is exchanged as a whole
 * through {@link dev.switchboard.server.routing.Routes}: a message sees the old table or the new
 * one, never something between. Two plugins that claim the same kind or path are told apart before
 * a table exists. {@link dev.switchboard.server.routing.Quarantine} counts what fails, and closes
 * the routes of a plugin that fails too often.
 */
@NullMarked
package dev.switchboard.server.routing;

import org.jspecify.annotations.NullMarked;
