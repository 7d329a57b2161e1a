// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.stream.Collectors.joining;

import dev.switchboard.server.config.value.SecretFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The tokens of the admin port that last, in a file: one to a line, with its name, its scopes, when
 * it was made, when it ends, and its hash. Only its owner may read it. It is replaced as a whole,
 * so whoever reads it sees all of a change or nothing. Any thread may read it; of those that change
 * it, one in each process does so at a time, and holds the lock of a file beside it.
 */
public final class TokenFile {

    private static final String HEAD =
            "# Tokens of the admin port; changed by bin/switchboard admin-token.\n";

    private static final String NEVER = "never";

    private static final Set<PosixFilePermission> OWNER =
            PosixFilePermissions.fromString("rwx------");

    private final Path file;

    public TokenFile(Path file) {
        this.file = file;
    }

    /** The one of a switch with this data folder. */
    public static TokenFile in(Path data) {
        return new TokenFile(data.resolve("admin-tokens"));
    }

    /**
     * What differs whenever the file does.
     *
     * @param permissions empty where there are none
     */
    record State(Object key, long size, Instant changed, Set<PosixFilePermission> permissions) {}

    /** Its state now; empty if there is none. */
    Optional<State> state() throws IOException {
        try {
            var seen = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new State(
                            Objects.requireNonNullElse(seen.fileKey(), ""),
                            seen.size(),
                            seen.lastModifiedTime().toInstant(),
                            permissions(file)));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }

    /** All tokens; fails with a sentence for the operator. */
    public List<AdminToken> read() throws IOException {
        try {
            if (!OWNER.containsAll(permissions(file))) {
                throw new IOException(
                        "%s may be read or written by others than its owner; chmod 600 %s changes that"
                                .formatted(file, file));
            }
            List<AdminToken> tokens = new ArrayList<>();
            var lines = Files.readAllLines(file);
            for (int each = 0; each < lines.size(); each++) {
                String line = lines.get(each).strip();
                if (!line.isEmpty() && !line.startsWith("#")) {
                    tokens.add(token(line, each + 1));
                }
            }
            return tokens;
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (AccessDeniedException denied) {
            throw new IOException(
                    file + " may not be read by this user; it belongs to the user of the switch",
                    denied);
        }
    }

    /**
     * Makes a token.
     *
     * @return its text, which nobody can get again
     */
    public String make(String name, Set<Scope> scopes, Instant now, Optional<Instant> end)
            throws IOException {
        String secret = AdminToken.secret();
        var made = new AdminToken(name, scopes, now, end, AdminToken.hash(secret));
        change(tokens -> {
            if (name.equals(AdminToken.OF_THE_RUN) || indexOf(name, tokens) >= 0) {
                throw new IOException("there is a token %s already".formatted(name));
            }
            tokens.add(made);
        });
        return secret;
    }

    /** Takes a token away; fails if there is none of this name. */
    public void revoke(String name) throws IOException {
        change(tokens -> {
            int index = indexOf(name, tokens);
            if (index < 0) {
                throw new IOException("there is no token " + name);
            }
            tokens.remove(index);
        });
    }

    private static int indexOf(String name, List<AdminToken> tokens) {
        return tokens.stream().map(AdminToken::name).toList().indexOf(name);
    }

    @FunctionalInterface
    private interface Change {
        void apply(List<AdminToken> tokens) throws IOException;
    }

    private void change(Change change) throws IOException {
        Files.createDirectories(folder());
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try {
            create(lock);
        } catch (FileAlreadyExistsException known) {
            // made by an earlier change
        }
        try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            var tokens = new ArrayList<>(read());
            change.apply(tokens);
            write(tokens);
        }
    }

    private void write(List<AdminToken> tokens) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(unfinished);
        create(unfinished);
        Files.writeString(
                unfinished, tokens.stream().map(TokenFile::line).collect(joining("", HEAD, "")));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** An empty file for the user of the switch, to whom the folder belongs, also if root asks. */
    private void create(Path made) throws IOException {
        SecretFile.create(made);
        var owner = Files.getOwner(folder());
        if (!Files.getOwner(made).equals(owner)) {
            try {
                Files.setOwner(made, owner);
            } catch (IOException notRoot) {
                Files.delete(made);
                throw new IOException(
                        "%s belongs to %s; ask as that user, or as root"
                                .formatted(folder(), owner.getName()),
                        notRoot);
            }
        }
    }

    private Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent());
    }

    private static Set<PosixFilePermission> permissions(Path file) throws IOException {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException anotherSystem) {
            return Set.of();
        }
    }

    private static String line(AdminToken token) {
        return "%s %s %s %s %s\n"
                .formatted(
                        token.name(),
                        token.scopes().stream().sorted().map(Scope::toString).collect(joining(",")),
                        token.made(),
                        token.end().map(Instant::toString).orElse(NEVER),
                        token.hash());
    }

    private AdminToken token(String line, int number) throws IOException {
        String[] words = line.split("\\s+", -1);
        try {
            if (words.length != 5) {
                throw new IllegalArgumentException("a line has five words");
            }
            Set<Scope> scopes = EnumSet.noneOf(Scope.class);
            for (String scope : words[1].split(",", -1)) {
                scopes.add(Scope.parse(scope));
            }
            return new AdminToken(
                    words[0],
                    scopes,
                    Instant.parse(words[2]),
                    words[3].equals(NEVER)
                            ? Optional.empty()
                            : Optional.of(Instant.parse(words[3])),
                    words[4]);
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            throw new IOException(
                    "%s:%d: this is no token: %s".formatted(file, number, wrong.getMessage()),
                    wrong);
        }
    }
}
