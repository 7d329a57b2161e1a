// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.lang.JoseException;

/** Reads JSON Web Keys (RFC 7517). */
final class Jwks {

    /** Hears of each key that cannot be used. */
    @FunctionalInterface
    interface Unusable<E extends Exception> {
        void tell(String what) throws E;
    }

    private Jwks() {}

    /**
     * Reads one key or a set of keys.
     *
     * @throws UnusableKey if it is neither
     */
    static <E extends Exception> List<VerificationKey> read(String json, Unusable<E> unusable)
            throws UnusableKey, E {
        var document = parse(json);
        Object members = document.containsKey("keys") ? document.get("keys") : List.of(document);
        if (!(members instanceof List<?> list)) {
            throw new UnusableKey("JSON whose keys are not a list");
        }
        List<VerificationKey> keys = new ArrayList<>();
        for (Object member : list) {
            try {
                keys.add(key(member));
            } catch (UnusableKey useless) {
                unusable.tell(String.valueOf(useless.getMessage()));
            }
        }
        return keys;
    }

    private static Map<String, Object> parse(String json) throws UnusableKey {
        try {
            return JsonUtil.parseJson(json);
        } catch (JoseException | RuntimeException broken) {
            throw new UnusableKey("not JSON");
        }
    }

    private static VerificationKey key(Object member) throws UnusableKey {
        if (!(member instanceof Map<?, ?> fields)) {
            throw new UnusableKey("something that is not a key");
        }
        if ("oct".equals(fields.get("kty"))) {
            throw new UnusableKey("a shared secret; only a secret-file may hold one");
        }
        var jwk = library(fields);
        if (!(jwk.getKey() instanceof PublicKey key)) {
            throw new UnusableKey("no public key");
        }
        if (jwk instanceof PublicJsonWebKey pair && pair.getPrivateKey() != null) {
            throw new UnusableKey("a private key, which only the issuer may have");
        }
        if (jwk.getUse() != null && !jwk.getUse().equals(Use.SIGNATURE)) {
            throw new UnusableKey("a key that is not for signatures");
        }
        if (jwk.getKeyOps() != null && !jwk.getKeyOps().contains("verify")) {
            throw new UnusableKey("a key that is not for checking signatures");
        }
        var read = VerificationKey.of(Optional.ofNullable(jwk.getKeyId()), key);
        if (jwk.getAlgorithm() != null && !jwk.getAlgorithm().equals(read.algorithm().wireName())) {
            throw new UnusableKey(
                    "a key for another algorithm than " + read.algorithm().wireName());
        }
        return read;
    }

    @SuppressWarnings("unchecked") // the names of fields are texts in all JSON
    private static JsonWebKey library(Map<?, ?> fields) throws UnusableKey {
        try {
            return JsonWebKey.Factory.newJwk((Map<String, Object>) fields);
        } catch (JoseException | RuntimeException broken) {
            throw new UnusableKey("a key that cannot be read");
        }
    }
}
