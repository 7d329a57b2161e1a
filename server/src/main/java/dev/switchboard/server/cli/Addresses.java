// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import java.util.Optional;

/**
 * Where a switch is found once it serves, as URLs.
 *
 * @param page for a person with a browser
 * @param websocket for clients
 * @param admin for its operator; a switch need not have it
 */
public record Addresses(String page, String websocket, Optional<String> admin) {}
