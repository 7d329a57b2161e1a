// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * A token that has been read, and whose signature nobody has checked yet. Reading it refuses what
 * is refused of every issuer. Belongs to one thread.
 */
final class SignedToken {

    /** The longest token, in characters. */
    static final int LONGEST = 4096;

    /** The library would skip characters that do not belong into a token. */
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");

    /** With these a token would bring its own key, or say where it is. */
    private static final List<String> KEYS_INSIDE = List.of("jwk", "jku", "x5c", "x5u");

    /** What a token for somebody who comes in may call itself. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

    private static final String MEDIA = "application/";

    private final JsonWebSignature signature;
    private final Algorithm algorithm;
    private final Optional<String> keyId;
    private final JwtClaims claims;

    private SignedToken(JsonWebSignature signature, JwtClaims claims) {
        this.signature = signature;
        this.algorithm =
                header("alg")
                        .flatMap(Algorithm::named)
                        .orElseThrow(() ->
                                Refusals.bad("the token is signed in a way that is not accepted"));
        this.keyId = header("kid");
        this.claims = claims;
    }

    /** Reads a token. What it says is still to be doubted. */
    static SignedToken read(String token) {
        if (token.length() > LONGEST) {
            throw Refusals.bad("the token is longer than %d characters".formatted(LONGEST));
        }
        if (!FORM.matcher(token).matches()) {
            throw Refusals.bad("this is not a signed JSON Web Token");
        }
        var signature = new JsonWebSignature();
        try {
            signature.setCompactSerialization(token);
            checkHeader(signature);
            return new SignedToken(signature, JwtClaims.parse(payload(signature)));
        } catch (JoseException | InvalidJwtException | CharacterCodingException broken) {
            throw Refusals.bad("the token cannot be read");
        }
    }

    private static void checkHeader(JsonWebSignature signature) {
        for (String name : KEYS_INSIDE) {
            if (signature.getObjectHeader(name) != null) {
                throw Refusals.bad("the token brings a key of its own, by the header " + name);
            }
        }
        if (signature.getObjectHeader("crit") != null) {
            throw Refusals.bad("the token needs an extension that is not known here");
        }
        if (signature.getObjectHeader("cty") != null || signature.getObjectHeader("enc") != null) {
            throw Refusals.bad("a token inside a token, or an encrypted one, is not accepted");
        }
        if (!(signature.getObjectHeader("typ") instanceof String type)) {
            if (signature.getObjectHeader("typ") != null) {
                throw Refusals.bad("the type of the token is not a text");
            }
            return;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        if (!TYPES.contains(lower.startsWith(MEDIA) ? lower.substring(MEDIA.length()) : lower)) {
            throw Refusals.bad("a token of this type is not for coming in");
        }
    }

    /** The library would put other characters in the place of broken ones. */
    private static String payload(JsonWebSignature signature) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(signature.getUnverifiedPayloadBytes()))
                .toString();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(signature.getObjectHeader(name))
                .map(value -> {
                    if (value instanceof String text) {
                        return text;
                    }
                    throw Refusals.bad("the header %s of the token is not a text".formatted(name));
                });
    }

    Algorithm algorithm() {
        return algorithm;
    }

    Optional<String> keyId() {
        return keyId;
    }

    JwtClaims claims() {
        return claims;
    }

    /** Whether it was signed with this key, in the one way in which the key is used. */
    boolean isSignedWith(VerificationKey key) {
        signature.setAlgorithmConstraints(
                new AlgorithmConstraints(ConstraintType.PERMIT, key.algorithm().wireName()));
        signature.setKey(key.key());
        try {
            return signature.verifySignature();
        } catch (JoseException malformed) {
            return false;
        }
    }
}
