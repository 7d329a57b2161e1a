// SPDX-License-Identifier: Apache-2.0

/**
 * A switch in memory for the tests of plugins: everything but sockets and time is real.
 *
 * <p>{@link dev.switchboard.testkit.PluginHarness} starts a plugin and connects {@link
 * dev.switchboard.testkit.TestClient}s to it. They push messages, look at the {@link
 * dev.switchboard.testkit.Push}'s reply, and expect what others should get. Time stands still until
 * the test lets it pass.
 */
@NullMarked
package dev.switchboard.testkit;

import org.jspecify.annotations.NullMarked;
