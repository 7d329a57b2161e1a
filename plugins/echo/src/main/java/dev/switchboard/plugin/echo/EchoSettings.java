// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.echo;

/**
 * Where to echo.
 *
 * @param path the path that the plugin owns
 */
public record EchoSettings(String path) {}
