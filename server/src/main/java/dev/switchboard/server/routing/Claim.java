// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

/**
 * Something that one plugin, and no other, owns while it runs: a kind of message, a path, or a
 * question that it answers.
 */
public sealed interface Claim permits HandlerRoute, FileRoute, AuthenticatorRoute, AuthorizerRoute {

    /** The id of the plugin that owns it. */
    String plugin();

    /** What is owned, as errors and logs spell it: {@code kind chat}, {@code path /echo}. */
    String subject();
}
