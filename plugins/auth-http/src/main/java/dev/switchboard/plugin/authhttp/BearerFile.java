// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;

/** The file with the secret by which the backend knows the switch. */
final class BearerFile {

    private BearerFile() {}

    /** Its content, without the end of its line. */
    static String read(Path file) {
        if (!file.isAbsolute()) {
            throw new IllegalArgumentException("secret-file must be an absolute path");
        }
        if (canEverybodyRead(file)) {
            throw refused(
                    file,
                    "holds a secret, and everybody may read it; chmod o-r "
                            + file
                            + " changes that");
        }
        String secret;
        try {
            secret = Files.readString(file).replaceFirst("\\r?\\n$", "");
        } catch (NoSuchFileException e) {
            throw refused(file, "does not exist");
        } catch (AccessDeniedException e) {
            throw refused(file, "may not be read by the user of the switch");
        } catch (IOException e) {
            throw refused(file, "cannot be read as text");
        }
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw refused(file, "must be one line of ASCII without spaces");
        }
        return secret;
    }

    /** No, where that cannot be seen: on other systems, or since reading will fail, too. */
    private static boolean canEverybodyRead(Path file) {
        try {
            return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException notSeen) {
            return false;
        }
    }

    private static IllegalArgumentException refused(Path file, String why) {
        return new IllegalArgumentException("secret-file: %s %s".formatted(file, why));
    }
}
