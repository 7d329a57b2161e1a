// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import dev.switchboard.server.config.value.SecretFile;
import dev.switchboard.server.text.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The files of a running switch in its {@code run} folder, for other processes:
 *
 * <ul>
 *   <li>{@code switchboard.pid}, written by the launcher: the process
 *   <li>{@code switchboard.json}: that it serves, and at which addresses; JSON with one name to a
 *       line, so that a shell reads it too
 *   <li>{@code admin.pem}: the certificates that its admin port shows, if that speaks TLS
 *   <li>{@code admin.token}, readable by its owner alone: with it, one may give orders
 * </ul>
 */
public record RunFiles(Path folder) {
    private static final String PROCESS = "switchboard.pid";
    private static final String ADDRESSES = "switchboard.json";
    private static final String TOKEN = "admin.token";
    private static final String CERTIFICATES = "admin.pem";
    private static final int TOKEN_BYTES = 32;

    /**
     * Where a switch is found once it serves, as URLs.
     *
     * @param page for a person with a browser
     * @param websocket for clients
     * @param admin for its operator; a switch need not have it
     */
    public record Addresses(String page, String websocket, Optional<String> admin) {}

    /** Makes a token for this run, known to nobody but readers of the file. */
    public String newToken() throws IOException {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        String token = HexFormat.of().formatHex(bytes);
        Path file = folder.resolve(TOKEN);
        Files.createDirectories(folder);
        Files.deleteIfExists(file);
        SecretFile.create(file);
        Files.writeString(file, token + "\n");
        return token;
    }

    /** Tells that the switch serves. Whoever waits for that sees all addresses or none. */
    public void announce(Addresses addresses) throws IOException {
        String admin =
                addresses.admin().map(url -> ",\n  \"admin\": " + JsonString.quote(url)).orElse("");
        String json =
                """
                {
                  "page": %s,
                  "websocket": %s%s
                }
                """
                        .formatted(
                                JsonString.quote(addresses.page()),
                                JsonString.quote(addresses.websocket()),
                                admin);
        write(ADDRESSES, json);
    }

    /** Tells commands which certificates the admin port shows; they trust no others. */
    public void trust(List<X509Certificate> certificates) throws IOException {
        var pem = new StringBuilder();
        try {
            for (X509Certificate each : certificates) {
                pem.append("-----BEGIN CERTIFICATE-----\n")
                        .append(
                                Base64.getMimeEncoder(64, new byte[] {'\n'})
                                        .encodeToString(each.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
        write(CERTIFICATES, pem.toString());
    }

    private void write(String name, String text) throws IOException {
        Path unfinished = folder.resolve(name + ".new");
        Files.createDirectories(folder);
        // Not through a link that somebody has put there.
        Files.deleteIfExists(unfinished);
        Files.writeString(unfinished, text, StandardOpenOption.CREATE_NEW);
        Files.move(unfinished, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The certificates that the admin port of the running switch shows. */
    List<X509Certificate> certificates() throws IOException {
        try (InputStream pem = Files.newInputStream(folder.resolve(CERTIFICATES))) {
            return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IOException(folder.resolve(CERTIFICATES) + " is damaged", e);
        }
    }

    /** Where the admin of the running switch listens; empty if none runs or it has no such port. */
    Optional<String> admin() throws IOException {
        return address("admin");
    }

    /** Where clients of the running switch connect; empty if none runs. */
    Optional<String> websocket() throws IOException {
        return address("websocket");
    }

    private Optional<String> address(String name) throws IOException {
        return read(ADDRESSES)
                .flatMap(json ->
                        json.lines()
                                .map(String::strip)
                                .filter(line -> line.startsWith("\"" + name + "\": \""))
                                .map(line -> line.split("\"", -1)[3])
                                .findFirst());
    }

    Optional<String> token() throws IOException {
        return read(TOKEN).map(String::strip);
    }

    /** Removes the files, at the very end. Another switch's files are left alone. */
    public void forget() throws IOException {
        Optional<String> process = read(PROCESS).flatMap(text -> text.lines().findFirst());
        String own = Long.toString(ProcessHandle.current().pid());
        if (process.isPresent() && !process.get().equals(own)) {
            return;
        }
        Files.deleteIfExists(folder.resolve(ADDRESSES));
        Files.deleteIfExists(folder.resolve(TOKEN));
        Files.deleteIfExists(folder.resolve(CERTIFICATES));
        Files.deleteIfExists(folder.resolve(PROCESS));
    }

    private Optional<String> read(String name) throws IOException {
        try {
            return Optional.of(Files.readString(folder.resolve(name), StandardCharsets.UTF_8));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
    }
}
