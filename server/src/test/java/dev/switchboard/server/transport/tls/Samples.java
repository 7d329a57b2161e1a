// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Keys and certificates that openssl made: {@code genrsa -traditional}, {@code ecparam -name
 * prime256v1 -genkey} and {@code genpkey -algorithm ed25519}; the others from these by {@code pkcs8
 * -topk8}, {@code rsa -traditional -aes256} and {@code req -new -x509 -days 36500}. Encrypted ones
 * have the password of {@link #PASSWORD}.
 */
public final class Samples {

    public static final String PASSWORD = "open sesame";

    private Samples() {}

    /** A copy of the sample that only its owner may read. */
    public static Path copy(String name, Path folder) throws IOException {
        return write(text(name), folder.resolve(name));
    }

    /** Writes a file that only its owner may read. */
    public static Path write(String content, Path file) throws IOException {
        Files.writeString(file, content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    public static String text(String name) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        }
    }
}
