// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/**
 * Where an issuer publishes its keys. What comes from there is bounded in time and size, and goes
 * nowhere else: redirects are not followed.
 *
 * @param address of the key set, or of the document that says where it is
 * @param discovered the issuer that the document must name; empty if the address is the key set's
 * @param trust whose certificates are trusted, if not those that Java trusts
 * @param patience the time for everything together
 */
record KeyServer(
        URI address, Optional<String> discovered, Optional<SSLContext> trust, Duration patience) {

    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(3);

    static final int LARGEST = 256 * 1024;

    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final int OK = 200;

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127\\.\\d+\\.\\d+\\.\\d+|\\[::1]");

    /** One whose key set is at this address. */
    static KeyServer at(URI address) {
        return new KeyServer(address, Optional.empty(), Optional.empty(), USUAL_PATIENCE);
    }

    /** One that tells by OpenID Connect Discovery where the key set of this issuer is. */
    static KeyServer of(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        return new KeyServer(
                URI.create(base + DISCOVERY),
                Optional.of(issuer),
                Optional.empty(),
                USUAL_PATIENCE);
    }

    /**
     * An address from which keys may be fetched.
     *
     * @throws IllegalArgumentException with a sentence, if it is none
     */
    static URI checked(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("'%s' is no address".formatted(text), malformed);
        }
        String host = address.getHost();
        boolean isSafe = "https".equals(address.getScheme());
        boolean isHere =
                "http".equals(address.getScheme())
                        && host != null
                        && LOOPBACK.matcher(host).matches();
        if (host == null || (!isSafe && !isHere)) {
            throw new IllegalArgumentException(
                    "'%s' does not begin with https://, which only localhost needs not"
                            .formatted(text));
        }
        if (address.getUserInfo() != null || address.getFragment() != null) {
            throw new IllegalArgumentException(
                    "'%s' must have neither a user nor a fragment".formatted(text));
        }
        return address;
    }

    /** Fetches the keys, or says in a sentence why that cannot be done. */
    KeySet fetch() throws IOException, InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(Redirect.NEVER)
                        .connectTimeout(patience);
        trust.ifPresent(client::sslContext);
        // One that stays would keep a thread for a question every ten minutes.
        var http = client.build();
        try {
            var source = discovered.isEmpty() ? address : discover(get(http, address, end));
            return keys(source, get(http, source, end));
        } finally {
            http.shutdownNow();
        }
    }

    private URI discover(String text) throws IOException {
        Map<String, Object> document;
        try {
            document = JsonUtil.parseJson(text);
        } catch (JoseException | RuntimeException broken) {
            throw new IOException(address + " does not answer with JSON", broken);
        }
        if (!discovered.equals(Optional.ofNullable(document.get("issuer")))) {
            throw new IOException(address + " speaks for another issuer");
        }
        if (!(document.get("jwks_uri") instanceof String keys)) {
            throw new IOException(address + " does not say where the keys are");
        }
        try {
            return checked(keys);
        } catch (IllegalArgumentException unsafe) {
            throw new IOException(
                    "%s says where the keys are, but %s".formatted(address, unsafe.getMessage()),
                    unsafe);
        }
    }

    private static KeySet keys(URI source, String json) throws IOException {
        try {
            // Others may publish keys that are not for us, such as those for encryption.
            var keys = new KeySet(Jwks.read(json, what -> {}));
            if (keys.size() == 0) {
                throw new IOException(source + " has no key that can be used");
            }
            return keys;
        } catch (UnusableKey useless) {
            throw new IOException(
                    "%s answers with %s".formatted(source, useless.getMessage()), useless);
        } catch (IllegalArgumentException tooMany) {
            throw new IOException("%s: %s".formatted(source, tooMany.getMessage()), tooMany);
        }
    }

    private String get(HttpClient client, URI address, long end)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(address).header("Accept", "application/json").GET().build();
        var answer =
                client.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST));
        try {
            // Of the client's own timeouts none is for the body.
            var response = answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != OK) {
                throw new IOException(
                        "%s answers with the status %d".formatted(address, response.statusCode()));
            }
            return new String(response.body(), StandardCharsets.UTF_8);
        } catch (TimeoutException late) {
            throw new IOException(
                    "%s does not answer within %d ms".formatted(address, patience.toMillis()),
                    late);
        } catch (ExecutionException failed) {
            throw new IOException(
                    "%s cannot be asked: %s".formatted(address, failed.getCause()), failed);
        } finally {
            answer.cancel(true);
        }
    }
}
