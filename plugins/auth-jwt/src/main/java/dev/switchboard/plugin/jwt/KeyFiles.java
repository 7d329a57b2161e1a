// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/**
 * Reads keys and secrets from files. What is wrong with a file is said in an {@link
 * IllegalArgumentException}, for the operator who named it.
 */
final class KeyFiles {

    private static final int LARGEST = 256 * 1024;
    private static final int SHORTEST_SECRET = 32;

    private KeyFiles() {}

    /** The public keys in a PEM file, or in one with a JSON Web Key or a set of them. */
    static List<VerificationKey> publicKeys(Path file) {
        var text = new String(content(file), StandardCharsets.UTF_8).strip();
        try {
            var keys =
                    text.startsWith("{")
                            ? Jwks.read(
                                    text,
                                    what -> {
                                        throw new UnusableKey(what);
                                    })
                            : pem(text);
            if (keys.isEmpty()) {
                throw new UnusableKey("no public key");
            }
            return keys;
        } catch (UnusableKey useless) {
            throw new IllegalArgumentException(
                    "%s holds %s".formatted(file, useless.getMessage()), useless);
        }
    }

    private static List<VerificationKey> pem(String text) throws UnusableKey {
        List<VerificationKey> keys = new ArrayList<>();
        for (var block : Pem.blocks(text)) {
            keys.add(VerificationKey.of(Optional.empty(), block.publicKey()));
        }
        return keys;
    }

    /** The secret in a file, without the end of its last line. */
    static Key secret(Path file) {
        byte[] content = content(file);
        if (isForEverybody(file)) {
            throw new IllegalArgumentException(
                    "%s holds a secret, and everybody may read it; chmod o-r %s changes that"
                            .formatted(file, file));
        }
        int length = content.length;
        if (length > 0 && content[length - 1] == '\n') {
            length--;
        }
        if (length > 0 && content[length - 1] == '\r') {
            length--;
        }
        if (length < SHORTEST_SECRET) {
            throw new IllegalArgumentException(
                    "%s holds a secret of %d bytes, and %d are the least"
                            .formatted(file, length, SHORTEST_SECRET));
        }
        return new SecretKeySpec(Arrays.copyOf(content, length), "HmacSHA256");
    }

    private static boolean isForEverybody(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (UnsupportedOperationException | IOException unknown) {
            return false;
        }
    }

    private static byte[] content(Path file) {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException(file + " does not begin at the root folder");
        }
        try (var in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(LARGEST + 1);
            if (content.length > LARGEST) {
                throw new IllegalArgumentException(
                        "%s is larger than %d KiB".formatted(file, LARGEST / 1024));
            }
            return content;
        } catch (NoSuchFileException missing) {
            throw new IllegalArgumentException("there is no file " + file, missing);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("%s cannot be read".formatted(file), unreadable);
        }
    }
}
