// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * Speaks with the admin of a switch that runs in another process of this machine. It asks for
 * answers made for people and prints them as they come: what a reload changed is the switch's to
 * tell.
 */
final class AdminClient implements AutoCloseable {
    /** A reload reads files; nothing here takes long. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private final String address;

    AdminClient(String address) {
        this.address = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }

    HttpResponse<String> ask(String path) throws IOException {
        return send(request(path).GET());
    }

    /** Orders something, which needs the token. */
    HttpResponse<String> order(String path, String token) throws IOException {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path))
                .header("Accept", "text/plain")
                .timeout(PATIENCE);
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
