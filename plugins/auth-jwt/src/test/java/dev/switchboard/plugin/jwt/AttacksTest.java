// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import static dev.switchboard.plugin.jwt.Forge.EC;
import static dev.switchboard.plugin.jwt.Forge.ED;
import static dev.switchboard.plugin.jwt.Forge.ISSUER;
import static dev.switchboard.plugin.jwt.Forge.NOW;
import static dev.switchboard.plugin.jwt.Forge.OTHER_ED;
import static dev.switchboard.plugin.jwt.Forge.RSA;
import static dev.switchboard.plugin.jwt.Forge.base64;
import static dev.switchboard.plugin.jwt.Forge.claims;
import static dev.switchboard.plugin.jwt.Forge.ed;
import static dev.switchboard.plugin.jwt.Forge.header;
import static dev.switchboard.plugin.jwt.Forge.in;
import static dev.switchboard.plugin.jwt.Forge.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.switchboard.api.Refusal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens that somebody may try, each refused for the reason that is meant. */
class AttacksTest {

    private static final String PARTNER = "https://partner.example.org";

    @TempDir private static Path folder;
    private static Issuers issuers;

    /** One issuer with a key of each type, and another with a key of its own. */
    @BeforeAll
    static void configure() {
        var settings =
                new JwtSettings(
                        Map.of(
                                "main",
                                Forge.settings(
                                        ISSUER,
                                        List.of("EdDSA", "ES256", "RS256"),
                                        key("ed", ED.getPublic()),
                                        key("ec", EC.getPublic()),
                                        key("rsa", RSA.getPublic())),
                                "partner",
                                Forge.settings(
                                        PARTNER,
                                        List.of("EdDSA"),
                                        key("other", OTHER_ED.getPublic()))));
        issuers = Issuers.of(settings, () -> NOW, System.getLogger("test"));
    }

    private static Path key(String name, Key key) {
        return Forge.file(folder, name + ".pem", Forge.pem(key));
    }

    @Test
    void goodTokensOfEachTypeAreAccepted() throws Exception {
        assertThat(issuers.check(ed()).user()).isEqualTo("ann");
        assertThat(issuers.check(token(header("ES256"), claims(), EC.getPrivate())).user())
                .isEqualTo("ann");
        assertThat(issuers.check(token(header("RS256"), claims(), RSA.getPrivate())).user())
                .isEqualTo("ann");
        assertThat(issuers.check(partners(claims("iss", quoted(PARTNER)))).user()).isEqualTo("ann");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isRefused(String name, String token, String code, String text) {
        var refusal = catchThrowableOfType(Refusal.class, () -> issuers.check(token));

        assertThat(refusal).as("%s: %s", name, token).isNotNull();
        assertThat(refusal.text()).contains(text);
        assertThat(refusal.code()).isEqualTo(code);
    }

    private static Arguments bad(String name, String token, String text) {
        return arguments(name, token, "bad_token", text);
    }

    static Stream<Arguments> attacks() {
        return Stream.of(
                        algorithms(),
                        headers(),
                        signatures(),
                        forms(),
                        times(),
                        claimsThatAreWrong())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> algorithms() {
        String body = base64(claims());
        String way = "signed in a way that is not accepted";
        return Stream.of(
                bad("none", base64(header("none")) + "." + body + ".AA", way),
                bad("None", base64(header("None")) + "." + body + ".AA", way),
                bad("NONE", base64(header("NONE")) + "." + body + ".AA", way),
                bad("none, signed", token(header("none"), claims(), ED.getPrivate()), way),
                bad("no algorithm", token("{}", claims(), ED.getPrivate()), way),
                bad("algorithm of no text", token("{\"alg\":1}", claims(), ED.getPrivate()), "alg"),
                bad("another spelling", token(header("eddsa"), claims(), ED.getPrivate()), way),
                bad("HS256 with the bytes of the RSA key", hmac(RSA.getPublic().getEncoded()), way),
                bad(
                        "HS256 with the PEM of the RSA key",
                        hmac(Forge.pem(RSA.getPublic()).getBytes(StandardCharsets.US_ASCII)),
                        way),
                bad("HS256 with the bytes of the EC key", hmac(EC.getPublic().getEncoded()), way),
                bad(
                        "an accepted algorithm and a key of another",
                        token(header("RS256"), claims(), ED.getPrivate()),
                        "signature"),
                bad(
                        "ES256 said, RSA signed",
                        token(header("ES256"), claims(), RSA.getPrivate()),
                        "signature"),
                bad(
                        "an algorithm that this issuer does not use",
                        token(header("RS256"), claims("iss", quoted(PARTNER)), RSA.getPrivate()),
                        way),
                bad("PS256", token(header("PS256"), claims(), RSA.getPrivate()), way));
    }

    private static Stream<Arguments> headers() {
        String jwk = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"}".formatted(raw(OTHER_ED));
        String own = "brings a key of its own";
        return Stream.of(
                bad("key inside", other(header("EdDSA", "jwk", jwk)), own),
                bad("key elsewhere", other(header("EdDSA", "jku", "\"http://[::1]/k\"")), own),
                bad("certificate inside", other(header("EdDSA", "x5c", "[\"AAAA\"]")), own),
                bad("certificate elsewhere", other(header("EdDSA", "x5u", "\"http://x/\"")), own),
                bad(
                        "key inside of an honest token",
                        token(header("EdDSA", "jwk", jwk), claims(), ED.getPrivate()),
                        own),
                bad(
                        "path as kid",
                        other(header("EdDSA", "kid", "\"../../dev/null\"")),
                        "signature"),
                bad("SQL as kid", other(header("EdDSA", "kid", "\"' OR 1=1 --\"")), "signature"),
                bad(
                        "URL as kid",
                        other(header("EdDSA", "kid", "\"https://e.org/k\"")),
                        "signature"),
                bad("command as kid", other(header("EdDSA", "kid", "\"|id;`id`\"")), "signature"),
                bad("number as kid", other(header("EdDSA", "kid", "7")), "kid"),
                bad(
                        "extension that must be known",
                        token(
                                header("EdDSA", "crit", "[\"exp\"]", "exp", "1"),
                                claims(),
                                ED.getPrivate()),
                        "extension"),
                bad(
                        "body that is not encoded",
                        token(
                                header("EdDSA", "crit", "[\"b64\"]", "b64", "false"),
                                claims(),
                                ED.getPrivate()),
                        "extension"),
                bad(
                        "token inside a token",
                        token(header("EdDSA", "cty", "\"JWT\""), ed(), ED.getPrivate()),
                        "inside"),
                bad(
                        "a token for logging out",
                        token(header("EdDSA", "typ", "\"logout+jwt\""), claims(), ED.getPrivate()),
                        "type"),
                bad(
                        "a header twice",
                        token("{\"alg\":\"none\",\"alg\":\"EdDSA\"}", claims(), ED.getPrivate()),
                        "cannot be read"));
    }

    private static Stream<Arguments> signatures() {
        String signed = base64(header("ES256")) + "." + base64(claims()) + ".";
        String good = ed();
        String unsigned = good.substring(0, good.lastIndexOf('.') + 1);
        String another = ed("sub", "\"eve\"");
        return Stream.of(
                bad("ECDSA of zeros", signed + base64(new byte[64]), "signature"),
                bad("ECDSA that is short", signed + base64(new byte[8]), "signature"),
                bad("ECDSA that is long", signed + base64(new byte[640]), "signature"),
                bad("ECDSA of odd length", signed + base64(new byte[63]), "signature"),
                bad(
                        "ECDSA in DER",
                        signed + base64(new byte[] {48, 6, 2, 1, 0, 2, 1, 0}),
                        "signature"),
                bad("ECDSA of ones", signed + base64(filled(64)), "signature"),
                bad("EdDSA of zeros", unsigned + base64(new byte[64]), "signature"),
                bad("EdDSA that is short", unsigned + base64(new byte[3]), "signature"),
                bad("key of another issuer", other(header("EdDSA")), "signature"),
                bad(
                        "issuer changed for another",
                        token(header("EdDSA"), claims("iss", quoted(PARTNER)), ED.getPrivate()),
                        "signature"),
                bad(
                        "claims of another token",
                        part(good, 0) + "." + part(another, 1) + "." + part(good, 2),
                        "signature"),
                bad(
                        "header of another token",
                        base64(header("EdDSA", "x", "1")) + good.substring(good.indexOf('.')),
                        "signature"));
    }

    private static Stream<Arguments> forms() {
        String good = ed();
        String form = "not a signed JSON Web Token";
        return Stream.of(
                bad("dots", "..", form),
                bad("no signature", good.substring(0, good.lastIndexOf('.') + 1), form),
                bad("no signature, no dot", good.substring(0, good.lastIndexOf('.')), form),
                bad("no header", good.substring(good.indexOf('.')), form),
                bad("four parts", good + ".AAAA", form),
                bad("encrypted", "e30.AAAA.AAAA.AAAA.AAAA", form),
                bad("space in front", " " + good, form),
                bad("line behind", good + "\n", form),
                bad("padding", good + "==", form),
                bad("other letters inside", good.replace(".", ".%"), form),
                bad("garbage", "€.€.€", form),
                bad(
                        "not JSON",
                        base64("x") + "." + base64("x") + "." + base64("x"),
                        "cannot be read"),
                bad("a list", token("[]", claims(), ED.getPrivate()), "cannot be read"),
                bad(
                        "claims that are a list",
                        token(header("EdDSA"), "[]", ED.getPrivate()),
                        "read"),
                bad(
                        "claims that are nothing",
                        token(header("EdDSA"), "null", ED.getPrivate()),
                        "read"),
                bad("a header that is nothing", token("null", claims(), ED.getPrivate()), "read"),
                bad(
                        "a number without end",
                        token(header("EdDSA"), claims("exp", "9".repeat(400)), ED.getPrivate()),
                        "not a moment"),
                bad(
                        "nested without end",
                        token("[".repeat(1500), claims(), ED.getPrivate()),
                        "read"),
                bad(
                        "broken UTF-8",
                        token(
                                header("EdDSA"),
                                claims("sub", "\"\u00ff\"").getBytes(StandardCharsets.ISO_8859_1),
                                ED.getPrivate()),
                        "cannot be read"),
                bad(
                        "a claim twice",
                        token(
                                header("EdDSA"),
                                claims().replaceFirst("}$", ",\"sub\":\"eve\"}"),
                                ED.getPrivate()),
                        "cannot be read"),
                bad("too long", ed("x", quoted("x".repeat(4096))), "longer than 4096"),
                bad("too long, and nothing else", ".".repeat(1 << 20), "longer than 4096"));
    }

    private static Stream<Arguments> times() {
        return Stream.of(
                arguments("expired", ed("exp", in(-31)), "expired_token", "expired"),
                arguments("just expired", ed("exp", in(-30)), "expired_token", "expired"),
                arguments(
                        "expired long ago", ed("iat", "0", "exp", "1"), "expired_token", "expired"),
                bad("no end", ed("exp", null), "does not say when it expires"),
                bad("null as end", ed("exp", "null"), "does not say when it expires"),
                bad("text as end", ed("exp", quoted(in(600))), "exp of the token is not a moment"),
                bad("end before all time", ed("exp", "-1"), "not a moment"),
                bad("end of all time", ed("exp", "1e300"), "not a moment"),
                bad("no number as end", ed("exp", "true"), "not a moment"),
                bad("not valid yet", ed("nbf", in(31)), "not valid yet"),
                bad("text as begin", ed("nbf", "\"0\""), "nbf of the token is not a moment"),
                bad("issued in the future", ed("iat", in(31)), "issued in the future"),
                bad("list as time of issue", ed("iat", "[1]"), "not a moment"),
                bad("valid for too long", ed("exp", in(24 * 3600 - 59)), "valid for too long"),
                bad(
                        "valid for too long, of unknown age",
                        ed("iat", null, "exp", in(24 * 3600 + 1)),
                        "valid for too long"));
    }

    private static Stream<Arguments> claimsThatAreWrong() {
        return Stream.of(
                arguments("no issuer", ed("iss", null), "unknown_issuer", "issuer"),
                arguments(
                        "another issuer",
                        ed("iss", "\"https://e.org\""),
                        "unknown_issuer",
                        "issuer"),
                arguments(
                        "issuer and a slash",
                        ed("iss", quoted(ISSUER + "/")),
                        "unknown_issuer",
                        ""),
                arguments(
                        "issuer in capitals",
                        ed("iss", quoted(ISSUER.replace("login", "LOGIN"))),
                        "unknown_issuer",
                        ""),
                arguments(
                        "issuer as a list",
                        ed("iss", "[\"%s\"]".formatted(ISSUER)),
                        "unknown_issuer",
                        ""),
                bad("no audience", ed("aud", null), "audience"),
                bad("another audience", ed("aud", "\"billing\""), "audience"),
                bad("other audiences", ed("aud", "[\"billing\",\"Switchboard\"]"), "audience"),
                bad("no audience in the list", ed("aud", "[]"), "audience"),
                bad("a number as audience", ed("aud", "1"), "audience"),
                bad("nothing as audience", ed("aud", "[null]"), "audience"),
                bad("no user", ed("sub", null), "does not name a user"),
                bad("a blank user", ed("sub", "\" \""), "1 to 256 characters"),
                bad("a long user", ed("sub", quoted("x".repeat(257))), "1 to 256 characters"),
                bad("a number as user", ed("sub", "1"), "sub of the token is not a text"),
                bad("a line in the user", ed("sub", "\"ann\\nroot\""), "control characters"),
                bad("half a character as user", ed("sub", "\"\\ud800\""), "not a text"),
                bad("a number as id", ed("jti", "1"), "jti of the token is not a text"),
                bad("rooms that are none", ed("rooms", "{}"), "rooms of the token"),
                bad("a room that is none", ed("rooms", "[\"a\",1]"), "rooms of the token"),
                bad("a room without a name", ed("rooms", "[\"\"]"), "room without a name"),
                bad("actions that are none", ed("actions", "true"), "actions of the token"));
    }

    private static String hmac(byte[] secret) {
        return token(header("HS256"), claims(), new SecretKeySpec(secret, "HmacSHA256"));
    }

    /** Signed with a key that its issuer does not have. */
    private static String other(String header) {
        return token(header, claims(), OTHER_ED.getPrivate());
    }

    private static String partners(String claims) {
        return token(header("EdDSA"), claims, OTHER_ED.getPrivate());
    }

    private static String raw(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    private static byte[] filled(int length) {
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) 0xff);
        return ones;
    }

    private static String part(String token, int index) {
        return token.split("\\.", -1)[index];
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
