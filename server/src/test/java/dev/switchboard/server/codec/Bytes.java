// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import java.nio.charset.StandardCharsets;

/** What was encoded, for those who look at it. */
public final class Bytes {

    private Bytes() {}

    public static byte[] of(Encoded encoded) {
        byte[] bytes = new byte[encoded.size()];
        encoded.copyTo(bytes, 0);
        return bytes;
    }

    public static String text(Encoded encoded) {
        return new String(of(encoded), StandardCharsets.UTF_8);
    }
}
