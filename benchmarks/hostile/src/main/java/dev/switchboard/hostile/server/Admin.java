// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The admin port of a switch. Any thread may ask. */
public final class Admin {
    private static final int PATIENCE_MILLIS = 2_000;

    private final int port;

    Admin(int port) {
        this.port = port;
    }

    int port() {
        return port;
    }

    /** Whether a page answers with 200. */
    public boolean says(String path) {
        return get(path).isPresent();
    }

    public Metrics metrics() {
        return new Metrics(get("/metrics").orElse(""));
    }

    /** What a page says; empty if it does not answer with 200. */
    Optional<String> get(String path) {
        try {
            HttpURLConnection page =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
            page.setConnectTimeout(PATIENCE_MILLIS);
            page.setReadTimeout(PATIENCE_MILLIS);
            if (page.getResponseCode() != HttpURLConnection.HTTP_OK) {
                return Optional.empty();
            }
            try (InputStream body = page.getInputStream()) {
                return Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException silent) {
            return Optional.empty();
        }
    }
}
