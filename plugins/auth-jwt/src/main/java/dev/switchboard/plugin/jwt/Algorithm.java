// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jose4j.keys.EllipticCurves;

/**
 * The ways to sign that can be accepted. A key belongs to one of them, by its type alone, so no
 * token can have a key used in another way than it was made for.
 */
enum Algorithm {
    EDDSA("EdDSA"),
    ES256("ES256"),
    RS256("RS256"),
    /** With a secret that the issuer and the switch share. */
    HS256("HS256");

    static final int SHORTEST_RSA = 2048;

    private final String wireName;

    Algorithm(String wireName) {
        this.wireName = wireName;
    }

    /** As it stands in tokens and in settings. */
    String wireName() {
        return wireName;
    }

    static List<String> wireNames() {
        return Arrays.stream(values()).map(Algorithm::wireName).toList();
    }

    /** By its name in exactly this spelling. */
    static Optional<Algorithm> named(String wireName) {
        return Arrays.stream(values()).filter(it -> it.wireName.equals(wireName)).findFirst();
    }

    /**
     * The one way to use a public or private key.
     *
     * @throws UnusableKey if there is none that is safe enough
     */
    static Algorithm of(Key key) throws UnusableKey {
        return switch (key) {
            case EdECKey edwards when edwards.getParams().getName().equals("Ed25519") -> EDDSA;
            case ECKey curve
                    when EllipticCurves.P_256.equals(
                            EllipticCurves.getName(curve.getParams().getCurve())) ->
                    ES256;
            case RSAKey rsa when rsa.getModulus().bitLength() >= SHORTEST_RSA -> RS256;
            case RSAKey rsa ->
                    throw new UnusableKey(
                            "an RSA key of %d bits, and %d are the least"
                                    .formatted(rsa.getModulus().bitLength(), SHORTEST_RSA));
            default ->
                    throw new UnusableKey(
                            "a key of the type %s that is not on the curve Ed25519 or P-256"
                                    .formatted(key.getAlgorithm()));
        };
    }
}
