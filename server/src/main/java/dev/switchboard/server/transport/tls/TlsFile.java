// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.switchboard.server.config.value.SecretFile;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * One file as it was when it was read.
 *
 * @param name the file and its setting, for what the operator is told
 * @param content its bytes, each as one character; PEM is nothing but ASCII
 */
record TlsFile(String name, String content) {

    static TlsFile read(Path file, String setting) throws IOException {
        String name = "%s (%s)".formatted(file, setting);
        try {
            return new TlsFile(name, new String(Files.readAllBytes(file), ISO_8859_1));
        } catch (NoSuchFileException e) {
            throw new IOException(name + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IOException(name + " may not be read by the user of the switch", e);
        } catch (IOException e) {
            throw new IOException("%s cannot be read: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Refuses what everybody on the machine may read. */
    static TlsFile readSecret(Path file, String setting) throws IOException {
        if (SecretFile.canEverybodyRead(file)) {
            throw new IOException(
                    "%s (%s) holds a private key, and everybody may read it; chmod o-r %s changes that"
                            .formatted(file, setting, file));
        }
        return read(file, setting);
    }

    byte[] bytes() {
        return content.getBytes(ISO_8859_1);
    }

    /** What it says must not appear in a log. */
    @Override
    public String toString() {
        return name;
    }
}
