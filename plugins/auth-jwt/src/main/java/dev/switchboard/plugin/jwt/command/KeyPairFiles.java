// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt.command;

import dev.switchboard.plugin.jwt.Pem;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Set;

/** Makes a new pair of keys, each in a file of its own. */
final class KeyPairFiles {

    private KeyPairFiles() {}

    /**
     * Writes the private key where it is told, for its owner alone, and the public one beside it.
     *
     * @return the file of the public key
     */
    static Path make(Path privateFile) throws IOException {
        var publicFile = privateFile.resolveSibling(privateFile.getFileName() + ".pub");
        if (Files.exists(publicFile)) {
            throw new FileAlreadyExistsException(publicFile.toString());
        }
        var pair = pair();
        write(privateFile, Pem.of(pair.getPrivate()), "rw-------");
        write(publicFile, Pem.of(pair.getPublic()), "rw-r--r--");
        return publicFile;
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Nobody can read the file before it has its permissions. */
    private static void write(Path file, Pem content, String permissions) throws IOException {
        var may =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
        var attributes = isPosix(file) ? new FileAttribute<?>[] {may} : new FileAttribute<?>[0];
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, attributes);
                var out = Channels.newWriter(channel, StandardCharsets.US_ASCII)) {
            out.write(content.text());
        }
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
