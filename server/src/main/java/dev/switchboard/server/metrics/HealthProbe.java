// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The sign by which the switch knows its own health check: a secret of this process, sent in a
 * header of the handshake. Such a connection is no client: it counts in no limit and no metric, so
 * the check works when all places are taken, and nobody else can claim to be it.
 */
public final class HealthProbe {

    /** The header of the handshake that carries the secret. */
    public static final String HEADER = "Switchboard-Probe";

    private final String secret;

    /** A new secret, for one run of the switch. */
    public HealthProbe() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        secret = HexFormat.of().formatHex(random);
    }

    /** What to put into the header. */
    public String secret() {
        return secret;
    }

    /** Whether the value of the header is the secret; takes as long to say no as to say yes. */
    public boolean matches(@Nullable String header) {
        return header != null
                && MessageDigest.isEqual(secret.getBytes(US_ASCII), header.getBytes(US_ASCII));
    }
}
