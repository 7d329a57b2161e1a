// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between the lines BEGIN and END of a PEM file, by RFC 7468. Words outside of these
 * lines are ignored, since programs write there what a certificate is about.
 */
final class Pem {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Pem() {}

    /**
     * One part of a file.
     *
     * @param label what it is, such as {@code CERTIFICATE}
     * @param base64 what it holds, in one line
     */
    record Block(String label, String base64) {

        /** What it holds; fails if that is damaged. */
        byte[] bytes(TlsFile file) throws IOException {
            try {
                return Base64.getDecoder().decode(base64);
            } catch (IllegalArgumentException e) {
                throw new IOException("%s is damaged in its %s".formatted(file, label), e);
            }
        }

        @Override
        public String toString() {
            return label;
        }
    }

    static List<Block> blocks(TlsFile file) throws IOException {
        List<Block> blocks = new ArrayList<>();
        @Nullable String label = null;
        var base64 = new StringBuilder();
        for (String line : file.content().lines().map(String::strip).toList()) {
            if (label == null && line.startsWith(BEGIN) && line.endsWith(DASHES)) {
                label = line.substring(BEGIN.length(), line.length() - DASHES.length());
                base64.setLength(0);
            } else if (label != null && line.equals(END + label + DASHES)) {
                blocks.add(new Block(label, base64.toString()));
                label = null;
            } else if (label != null) {
                base64.append(line);
            }
        }
        if (label != null) {
            throw new IOException("%s breaks off in its %s".formatted(file, label));
        }
        return blocks;
    }
}
