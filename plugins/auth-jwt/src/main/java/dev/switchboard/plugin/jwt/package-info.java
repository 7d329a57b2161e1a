// SPDX-License-Identifier: Apache-2.0
/**
 * Finds out who somebody is by a JSON Web Token. A token goes through three steps: {@link
 * dev.switchboard.plugin.jwt.SignedToken} reads it and refuses what no issuer may send, {@link
 * dev.switchboard.plugin.jwt.Issuer} finds the key and has the library check the signature, {@link
 * dev.switchboard.plugin.jwt.ClaimRules} turns its claims into an identity.
 */
@NullMarked
package dev.switchboard.plugin.jwt;

import org.jspecify.annotations.NullMarked;
