// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

/** The header in which trusted proxies name the address of a client. */
public enum AddressHeader {
    /** Addresses with commas between them, as nearly every proxy writes. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** That of RFC 7239: {@code for="[2001:db8::1]:4711";proto=https}. */
    FORWARDED("Forwarded");

    private final String spelling;

    AddressHeader(String spelling) {
        this.spelling = spelling;
    }

    /** How it is spelled in a request. */
    public String spelling() {
        return spelling;
    }
}
