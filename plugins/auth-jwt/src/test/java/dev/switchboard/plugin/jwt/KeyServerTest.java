// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.switchboard.plugin.jwt.Provider.Way;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from a provider, and what is not. */
class KeyServerTest {

    private static final String PASSWORD = "open sesame";

    /** So much for most tests that none fails on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @AutoClose private final Provider provider = Provider.start();

    private KeyServer server() {
        return discovering(provider, Optional.empty());
    }

    private static KeyServer discovering(Provider provider, Optional<SSLContext> trust) {
        return new KeyServer(
                URI.create(provider.issuer() + Provider.DISCOVERY),
                Optional.of(provider.issuer()),
                trust,
                PATIENCE);
    }

    private void assertFails(String text) {
        assertThatIOException()
                .isThrownBy(() -> server().fetch())
                .withMessageContaining(text)
                .withMessageContaining(provider.issuer());
    }

    private void assertFailsWithKeys(Way way, String text) {
        provider.answering(way);
        assertFails(text);
    }

    private void assertFailsWithDiscovery(Way way, String text) {
        provider.publishing(Map.of("a", Forge.ED)).discoveredAs(way);
        int before = provider.asked.get();
        assertFails(text);
        assertThat(provider.asked).as("how often the key set was asked for").hasValue(before);
    }

    @Test
    void keysAreFoundByDiscovery() throws Exception {
        provider.publishing(Map.of("a", Forge.ED, "b", Forge.EC, "c", Forge.RSA));

        assertThat(server().fetch().keys())
                .extracting(VerificationKey::toString)
                .containsExactlyInAnyOrder("EdDSA a", "ES256 b", "RS256 c");
    }

    @Test
    void keysAreFoundByTheirAddress() throws Exception {
        provider.publishing(Map.of("a", Forge.ED)).discoveredAs(Provider.status(500));
        var address = URI.create(provider.issuer() + Provider.KEYS);

        assertThat(KeyServer.at(address).fetch().size()).isEqualTo(1);
    }

    @Test
    void keysThatAreNotForSignaturesAreLeftOut() throws Exception {
        String good = Provider.set(Map.of("a", Forge.ED));
        String key = good.substring(good.indexOf('[') + 1, good.lastIndexOf(']'));
        String start = key.substring(0, key.length() - 1);
        String others =
                String.join(
                        ",",
                        start + ",\"use\":\"enc\"}",
                        start + ",\"key_ops\":[\"encrypt\"]}",
                        start + ",\"alg\":\"ES256\"}",
                        "{\"kty\":\"oct\",\"k\":\"" + "A".repeat(64) + "\"}",
                        "{\"kty\":\"RSA\"}",
                        "{\"kty\":\"new\"}",
                        "7",
                        key);
        provider.answering(Provider.json("{\"keys\":[%s]}".formatted(others)));

        assertThat(server().fetch().size()).isEqualTo(1);
    }

    @Test
    void keysOfOtherTypesAreLeftOut() throws Exception {
        provider.publishing(
                Map.of(
                        "good", Forge.ED,
                        "other curve", Forge.curve("secp384r1"),
                        "other Edwards curve", Forge.pair("Ed448"),
                        "short", Forge.rsa(1024)));

        assertThat(server().fetch().keys())
                .extracting(VerificationKey::toString)
                .containsExactly("EdDSA good");
    }

    @Test
    void otherAnswersThanKeysAreNoneAtAll() {
        assertFailsWithKeys(Provider.status(500), "answers with the status 500");
        assertFailsWithKeys(Provider.status(404), "answers with the status 404");
        assertFailsWithKeys(Provider.json("<html>"), "answers with not JSON");
        assertFailsWithKeys(Provider.json("{\"keys\":{}}"), "keys are not a list");
        assertFailsWithKeys(Provider.json("{\"keys\":[]}"), "no key that can be used");
        assertFailsWithKeys(
                Provider.json("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"),
                "no key that can be used");
        String one = Provider.set(Map.of("a", Forge.ED));
        String key = one.substring(one.indexOf('[') + 1, one.lastIndexOf(']'));
        assertFailsWithKeys(
                Provider.json("{\"keys\":[%s]}".formatted((key + ",").repeat(32) + key)),
                "33 keys are too many");
        assertFailsWithKeys(exchange -> exchange.close(), "cannot be asked");
    }

    @Test
    void redirectsAreNotFollowed() {
        assertFailsWithKeys(
                Provider.redirect(provider.issuer() + Provider.DISCOVERY),
                "answers with the status 302");
        assertFailsWithDiscovery(
                Provider.redirect(provider.issuer() + Provider.KEYS),
                "answers with the status 302");
    }

    @Test
    void aProviderSpeaksForItselfOnly() {
        String keys = provider.issuer() + Provider.KEYS;

        assertFailsWithDiscovery(
                Provider.json(Provider.document("https://login.example.org", keys)),
                "speaks for another issuer");
        assertFailsWithDiscovery(
                Provider.json(Provider.document(provider.issuer() + "/", keys)),
                "speaks for another issuer");
        assertFailsWithDiscovery(
                Provider.json("{\"jwks_uri\":\"%s\"}".formatted(keys)),
                "speaks for another issuer");
        assertFailsWithDiscovery(
                Provider.json("{\"issuer\":\"%s\"}".formatted(provider.issuer())),
                "does not say where the keys are");
        assertFailsWithDiscovery(
                Provider.json(Provider.document(provider.issuer(), "http://keys.example.org/")),
                "does not begin with https://");
        assertFailsWithDiscovery(
                Provider.json(Provider.document(provider.issuer(), "file:///etc/passwd")),
                "does not begin with https://");
        assertFailsWithDiscovery(Provider.json("[]"), "does not answer with JSON");
    }

    @Test
    void aLargeAnswerIsNotReadToItsEnd() {
        assertFailsWithKeys(
                Provider.json(" ".repeat(KeyServer.LARGEST) + "{\"keys\":[]}"), "cannot be asked");
        assertFailsWithKeys(
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    var body = exchange.getResponseBody();
                    byte[] spaces = new byte[8192];
                    Arrays.fill(spaces, (byte) ' ');
                    while (true) {
                        body.write(spaces);
                    }
                },
                "cannot be asked");
    }

    @Test
    void aSlowAnswerIsNotWaitedFor() {
        var never = new CountDownLatch(1);

        assertIsTooSlow(exchange -> never.await());
        assertIsTooSlow(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{".getBytes(StandardCharsets.US_ASCII));
            exchange.getResponseBody().flush();
            never.await();
        });
    }

    private void assertIsTooSlow(Way way) {
        provider.answering(way);
        var address = URI.create(provider.issuer() + Provider.KEYS);
        var hurried =
                new KeyServer(address, Optional.empty(), Optional.empty(), Duration.ofMillis(200));

        assertThatIOException()
                .isThrownBy(hurried::fetch)
                .withMessageContaining("does not answer within 200 ms");
    }

    @Test
    void whoIsNotThereCannotBeAsked() {
        provider.close();

        assertFails("cannot be asked");
    }

    @Test
    void certificatesAreChecked(@TempDir Path folder) throws Exception {
        var store = keystore(folder.resolve("store.p12"));
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        var identity = SSLContext.getInstance("TLS");
        identity.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        try (var secure = Provider.startSecure(identity)) {
            secure.publishing(Map.of("a", Forge.ED));

            assertThat(discovering(secure, Optional.of(identity)).fetch().size()).isEqualTo(1);
            assertThatIOException()
                    .isThrownBy(() -> discovering(secure, Optional.empty()).fetch())
                    .withMessageContaining("certification path");
        }
    }

    private static KeyStore keystore(Path file)
            throws IOException, InterruptedException, GeneralSecurityException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "site",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost")
                        .redirectErrorStream(true)
                        .redirectOutput(file.resolveSibling("keytool.txt").toFile())
                        .start();
        assertThat(process.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    }
}
