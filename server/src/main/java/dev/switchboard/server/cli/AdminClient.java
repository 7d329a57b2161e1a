// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import dev.switchboard.server.transport.tls.OwnCertificate;
import dev.switchboard.server.transport.tls.ShownCertificate;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Speaks with the admin of a switch that runs in another process of this machine. It asks for
 * answers made for people and prints them as they come: what a reload changed is the switch's to
 * tell.
 */
final class AdminClient implements AutoCloseable {
    /** A reload reads files; nothing here takes long. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Where commands find a certificate to show, for a port that lets nobody in without. */
    private static final String CERTIFICATE = "SWITCHBOARD_ADMIN_CLIENT_CERTIFICATE";

    private static final String KEY = "SWITCHBOARD_ADMIN_CLIENT_KEY";

    private final HttpClient http;
    private final String address;

    /** Presented if there is one; who may only read needs none on loopback. */
    private final Optional<String> token;

    AdminClient(String address, Optional<String> token, Optional<SSLContext> tls) {
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.token = token;
        var client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).proxy(HttpClient.Builder.NO_PROXY);
        tls.ifPresent(client::sslContext);
        http = client.build();
    }

    /** One that speaks with the switch of these files. */
    static AdminClient of(
            String address, Optional<String> token, RunFiles files, Map<String, String> environment)
            throws IOException {
        return new AdminClient(
                address,
                token,
                address.startsWith("https:")
                        ? Optional.of(tls(files, environment))
                        : Optional.empty());
    }

    /** Trusts the certificates of the switch and no others, whatever name they are for. */
    private static SSLContext tls(RunFiles files, Map<String, String> environment)
            throws IOException {
        String certificate = environment.get(CERTIFICATE);
        String key = environment.get(KEY);
        try {
            return certificate == null || key == null
                    ? OwnCertificate.context(files.certificates())
                    : new ShownCertificate(Path.of(certificate), Path.of(key))
                            .context(files.certificates(), CERTIFICATE + ", " + KEY);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS does not work with the certificates of the admin port", e);
        }
    }

    HttpResponse<String> ask(String path) throws IOException {
        return send(request(path).GET());
    }

    HttpResponse<String> order(String path) throws IOException {
        return order("POST", path);
    }

    HttpResponse<String> order(String method, String path) throws IOException {
        return send(request(path).method(method, BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        var request =
                HttpRequest.newBuilder(URI.create(address + path))
                        .header("Accept", "text/plain")
                        .timeout(PATIENCE);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        return request;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(interrupted);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
