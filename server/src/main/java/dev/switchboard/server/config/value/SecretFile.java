// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

/** A file whose whole content is a secret, as those who run containers mount them. */
public final class SecretFile {

    /** Whoever names a larger file has named the wrong one. */
    private static final int MOST_BYTES = 64 * 1024;

    private SecretFile() {}

    /**
     * What the file holds, without the end of its last line.
     *
     * @throws IllegalArgumentException if it cannot be used, with a sentence for the operator
     */
    public static String read(Path file) {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("the path of a secret must begin with /");
        }
        if (canEverybodyRead(file)) {
            throw new IllegalArgumentException(
                    "%s holds a secret, and everybody may read it; chmod o-r %s changes that"
                            .formatted(file, file));
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException(file + " is too large for a secret");
            }
            return Files.readString(file).replaceFirst("\\r?\\n\\z", "");
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(file + " does not exist", e);
        } catch (AccessDeniedException e) {
            throw new IllegalArgumentException(
                    file + " may not be read by the user of the switch", e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(file + " is no text in UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    /**
     * Makes an empty one that only its owner may read and write, where the system knows of that.
     */
    public static void create(Path file) throws IOException {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
    }

    /**
     * Whether everybody on the machine may read a file. No, where that cannot be seen: on other
     * systems, or since reading will fail, too.
     */
    public static boolean canEverybodyRead(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException notSeen) {
            return false;
        }
    }
}
