// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.testkit.PluginHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators may write, and what they are told about mistakes. */
class SettingsTest {

    @TempDir private Path folder;

    private static PluginHarness configured(String text) {
        return PluginHarness.of(new AuthJwtPlugin()).settings(text).start();
    }

    private static String mistake(String text) {
        var refusal =
                catchThrowableOfType(
                        IllegalStateException.class,
                        () -> {
                            try (var harness = configured(text)) {
                                assertThat(harness).as("must not start").isNull();
                            }
                        });
        assertThat(refusal).as(text).isNotNull();
        return refusal.getMessage();
    }

    private static String issuer(String... lines) {
        return "\nissuers.main {\nissuer = \"https://login.example.org\"\naudience = [switchboard]\n"
                + String.join("\n", lines)
                + "\n}\n";
    }

    private String file(String name, String content) {
        return Forge.file(folder, name, content).toString();
    }

    private String keys(String name, String content) {
        return "keys = [\"%s\"]".formatted(file(name, content));
    }

    @Test
    void aKeyIsEnough() {
        try (var harness = configured(issuer(keys("k.pem", Forge.pem(Forge.ED.getPublic()))))) {
            assertThat(harness.hub()).isNotNull();
        }
    }

    @Test
    void aMistakeIsToldWithItsKeyAndLine() {
        assertThat(mistake(issuer("keys = [\"/no/such/key.pem\"]")))
                .contains("plugins.auth-jwt.issuers.main.keys", "there is no file /no/such/key.pem")
                .contains("5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    algorithms = []                        | algorithms must have one at least
                    algorithms = [RS512]                   | 'RS512' is none of EdDSA, ES256, RS256, HS256
                    algorithms = [none]                    | 'none' is none of
                    audience = []                          | audience must have a name for this switch
                    audience = [" "]                       | audience must have a name for this switch
                    issuer = ""                            | issuer must not be empty
                    x = 1                                  | one of keys, jwks and discovery
                    keys = []                              | one of keys, jwks and discovery
                    keys = [key.pem]                       | key.pem does not begin at the root folder
                    jwks = "http://keys.example.org/"      | does not begin with https://
                    jwks = "ftp://localhost/"              | does not begin with https://
                    jwks = "http://localhost.evil.org/"    | does not begin with https://
                    jwks = "http://127.0.0.1@evil.org/"    | does not begin with https://
                    jwks = "https://ann@example.org/"      | neither a user nor a fragment
                    jwks = "keys of the issuer"            | is no address
                    jwks = "https:///keys"                 | does not begin with https://
                    algorithms = [HS256]                   | secret-file is missing
                    secret-file = /tmp/x                   | secret-file is for HS256
                    leeway = 11m                           | leeway must be between 0 s and 600 s
                    max-life = 0s                          | max-life must be between 1 s
                    """)
    void isRefused(String line, String text) {
        String also = line.matches("(leeway|max-life).*") ? "jwks = \"https://x.org/\"" : "";

        assertThat(mistake(issuer(line, also))).contains(text);
    }

    @Test
    void onlyOnePlaceHasTheKeys() {
        assertThat(mistake(issuer("jwks = \"https://x.org/\"", "discovery = true")))
                .contains("only one of keys, jwks and discovery");
    }

    @Test
    void discoveryNeedsAnIssuerThatIsAnAddress() {
        assertThat(mistake(issuer("issuer = main", "discovery = true")))
                .contains("discovery: the issuer: 'main' does not begin with https://");
    }

    @Test
    void everyIssuerHasItsOwnName() {
        String one = issuer("jwks = \"https://x.org/\"");

        assertThat(mistake(one + one.replace("issuers.main", "issuers.other")))
                .contains("have the same issuer, https://login.example.org");
        assertThat(mistake(one.replace("issuers.main", "issuers.\"Main one\"")))
                .contains("the name 'Main one' may have only small letters");
    }

    @Test
    void keysOfOtherTypesAreRefused() {
        String only = "algorithms = [ES256]";

        assertThat(mistake(issuer(only, keys("ed.pem", Forge.pem(Forge.ED.getPublic())))))
                .contains("holds a key for EdDSA, which is not among the algorithms");
        assertThat(mistake(issuer(keys("448.pem", Forge.pem(Forge.pair("Ed448").getPublic())))))
                .contains("448.pem holds a key");
        assertThat(mistake(issuer(keys("p.pem", Forge.pem(Forge.curve("secp384r1").getPublic())))))
                .contains("not on the curve Ed25519 or P-256");
        assertThat(mistake(issuer(keys("rsa.pem", Forge.pem(Forge.rsa(1024).getPublic())))))
                .contains("an RSA key of 1024 bits, and 2048 are the least");
    }

    @Test
    void whatHoldsNoPublicKeyIsRefused() {
        assertThat(mistake(issuer(keys("p.pem", Forge.pem(Forge.ED.getPrivate())))))
                .contains("holds a private key, which only the issuer may have")
                .contains("openssl pkey -pubout");
        assertThat(mistake(issuer(keys("n.pem", "nothing")))).contains("n.pem holds no public key");
        assertThat(mistake(issuer(keys("e.json", "{\"keys\":[]}")))).contains("no public key");
        assertThat(mistake(issuer(keys("b.json", "{\"keys\":7}")))).contains("keys are not a list");
        assertThat(mistake(issuer(keys("j.json", "{")))).contains("j.json holds not JSON");
        assertThat(mistake(issuer(keys("o.json", "{\"kty\":\"oct\",\"k\":\"AAAA\"}"))))
                .contains("a shared secret; only a secret-file may hold one");
        assertThat(mistake(issuer(keys("l.pem", "x".repeat(300_000)))))
                .contains("larger than 256 KiB");
        String certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----";
        assertThat(mistake(issuer(keys("c.pem", certificate)))).contains("a CERTIFICATE, where");
    }

    @Test
    void aJsonKeyWithItsPrivateHalfIsRefused() throws JoseException {
        var pair = PublicJsonWebKey.Factory.newPublicJwk(Forge.ED.getPublic());
        pair.setPrivateKey(Forge.ED.getPrivate());
        String json = pair.toJson(OutputControlLevel.INCLUDE_PRIVATE);

        assertThat(mistake(issuer(keys("pair.json", json))))
                .contains("holds a private key, which only the issuer may have");
    }

    @Test
    void theSecretIsLongAndNotForEverybody() throws IOException {
        String hs256 = "algorithms = [HS256]";
        String secret = "secret-file = \"%s\"".formatted(file("secret", "x".repeat(31) + "\n"));
        Path file = folder.resolve("secret");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

        assertThat(mistake(issuer(hs256, secret)))
                .contains("holds a secret of 31 bytes, and 32 are the least");
        Files.writeString(file, "x".repeat(32) + "\n");
        try (var harness = configured(issuer(hs256, secret))) {
            assertThat(harness.hub()).isNotNull();
        }
        assertThat(mistake(issuer(hs256, secret, "jwks = \"https://x.org/\"")))
                .contains("no other keys");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(mistake(issuer(hs256, secret))).contains("everybody may read it; chmod o-r");
    }
}
