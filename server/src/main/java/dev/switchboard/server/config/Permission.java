// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

/** An answer that the operator gives in advance. */
public enum Permission {
    ALLOW,
    DENY
}
