// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.Optional;

/**
 * Whether somebody may do something.
 *
 * {@snippet class="ApiExamples" region="authorizer"}
 *
 * @param client the client's id; empty if an operator wants to know, or somebody wants to connect
 * @param user who it is, if known
 * @param action what it wants to do; see {@link Needs}
 * @param room the room in which, if the action is about one; the path, for {@code connect}
 */
public record Question(
        String client, Optional<String> user, String action, Optional<String> room) {}
