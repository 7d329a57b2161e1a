// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import static dev.switchboard.plugin.jwt.Forge.ED;
import static dev.switchboard.plugin.jwt.Forge.ISSUER;
import static dev.switchboard.plugin.jwt.Forge.NOW;
import static dev.switchboard.plugin.jwt.Forge.OTHER_ED;
import static dev.switchboard.plugin.jwt.Forge.claims;
import static dev.switchboard.plugin.jwt.Forge.header;
import static dev.switchboard.plugin.jwt.Forge.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.api.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which keys a token is checked with. */
class KeysTest {

    private static final String SECRET = "a secret of thirty-two characters";

    @TempDir private Path folder;

    private static String user(String token, IssuerSettings settings) throws Exception {
        return Issuers.of(
                        new JwtSettings(Map.of("main", settings)),
                        () -> NOW,
                        System.getLogger("test"))
                .check(token)
                .user();
    }

    private static String named(String id, KeyPair pair) {
        return token(header("EdDSA", "kid", '"' + id + '"'), claims(), pair.getPrivate());
    }

    private IssuerSettings ed(Path... keys) {
        return Forge.settings(ISSUER, List.of("EdDSA"), keys);
    }

    private Path file(String name, String content) {
        return Forge.file(folder, name, content);
    }

    private static void assertRefused(String token, IssuerSettings settings, String text) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> user(token, settings))
                .withMessageContaining(text);
    }

    @Test
    void keysOfPemFilesHaveNoIdSoAnyWillDo() throws Exception {
        var both =
                ed(
                        file("old.pem", Forge.pem(ED.getPublic())),
                        file("new.pem", Forge.pem(OTHER_ED.getPublic())));

        assertThat(user(named("any", ED), both)).isEqualTo("ann");
        assertThat(user(named("any", OTHER_ED), both)).isEqualTo("ann");
        assertThat(user(Forge.ed(), both)).isEqualTo("ann");
    }

    @Test
    void severalKeysMayStandInOneFile() throws Exception {
        String pems = Forge.pem(OTHER_ED.getPublic()) + "and\n" + Forge.pem(ED.getPublic());

        assertThat(user(Forge.ed(), ed(file("both.pem", pems)))).isEqualTo("ann");
    }

    @Test
    void keysOfASetAreFoundByTheirIds() throws Exception {
        var set = ed(file("set.json", Provider.set(Map.of("a", ED, "b", OTHER_ED))));

        assertThat(user(named("a", ED), set)).isEqualTo("ann");
        assertThat(user(named("b", OTHER_ED), set)).isEqualTo("ann");
        assertThat(user(Forge.ed(), set)).isEqualTo("ann");
        assertRefused(named("a", OTHER_ED), set, "signature");
        assertRefused(named("c", ED), set, "a key that is not known");
        assertRefused(named("A", ED), set, "a key that is not known");
    }

    @Test
    void oneKeyMayStandInAFileOfItsOwn() throws Exception {
        String set = Provider.set(Map.of("a", ED));
        String key = set.substring(set.indexOf('[') + 1, set.lastIndexOf(']'));

        assertThat(user(named("a", ED), ed(file("key.json", key)))).isEqualTo("ann");
    }

    @Test
    void aSecretIsAcceptedWhereItIsConfigured() throws Exception {
        Path file = file("secret", SECRET + "\r\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        var shared =
                new IssuerSettings(
                        ISSUER,
                        List.of(Forge.AUDIENCE),
                        Optional.of(List.of("HS256", "EdDSA")),
                        Optional.of(List.of(file("key.pem", Forge.pem(ED.getPublic())))),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(file),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());

        assertThat(user(hmac(SECRET.getBytes(StandardCharsets.US_ASCII)), shared)).isEqualTo("ann");
        assertThat(user(Forge.ed(), shared)).isEqualTo("ann");
        assertRefused(hmac(ED.getPublic().getEncoded()), shared, "signature");
        assertRefused(
                hmac(Forge.pem(ED.getPublic()).getBytes(StandardCharsets.US_ASCII)),
                shared,
                "signature");
    }

    private static String hmac(byte[] secret) {
        return token(header("HS256"), claims(), new SecretKeySpec(secret, "HmacSHA256"));
    }

    @Test
    void tooManyKeysAreRefused() {
        var same = file("key.pem", Forge.pem(ED.getPublic()).repeat(KeySet.MOST + 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> user(Forge.ed(), ed(same)))
                .withMessageContaining("33 keys are too many; at most 32");
    }
}
