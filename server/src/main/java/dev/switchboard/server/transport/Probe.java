// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The secret by which the switch knows its own health check, new with each start. */
public final class Probe {

    /** The header that carries it. */
    public static final String HEADER = "X-Switchboard-Probe";

    private final byte[] token;

    public Probe() {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        token = HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII);
    }

    /** What the health check sends. */
    public String token() {
        return new String(token, StandardCharsets.US_ASCII);
    }

    boolean isOurs(@Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(token, shown.getBytes(StandardCharsets.US_ASCII));
    }
}
