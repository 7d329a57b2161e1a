// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

/** Whether trusted proxies say by the PROXY protocol for whom they opened a connection. */
public enum ProxyProtocol {
    /** The protocol is not spoken; its headers are broken requests. */
    OFF,
    /** They may say so. */
    ACCEPTED,
    /** They must say so. */
    REQUIRED
}
