// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

/** Whether clients show a certificate of their own. */
public enum ClientCertificates {
    /** They are not asked. */
    NONE,
    /** They are asked; who has none may come in, too. */
    WANTED,
    /** Nobody comes in without. */
    REQUIRED
}
