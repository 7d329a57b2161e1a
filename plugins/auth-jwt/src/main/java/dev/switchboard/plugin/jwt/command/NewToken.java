// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt.command;

import dev.switchboard.plugin.jwt.Pem;
import dev.switchboard.server.config.value.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/** A token that is about to be made. */
record NewToken(
        PrivateKey key,
        Optional<String> keyId,
        String issuer,
        String audience,
        String user,
        List<String> rooms,
        List<String> actions,
        Duration life) {

    static NewToken of(Options options) throws WrongUsage, IOException {
        return new NewToken(
                key(Path.of(options.required("--key"))),
                options.optional("--id"),
                options.required("--issuer"),
                options.required("--audience"),
                options.required("--user"),
                options.all("--rooms"),
                options.all("--actions"),
                life(options.optional("--life").orElse("1h")));
    }

    private static PrivateKey key(Path file) throws IOException {
        return Pem.privateKey(Files.readString(file))
                .orElseThrow(() ->
                        new IOException(
                                "%s holds no private key for EdDSA, ES256 or RS256"
                                        .formatted(file)));
    }

    private static Duration life(String text) throws WrongUsage {
        try {
            return Span.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsage("--life: " + wrong.getMessage());
        }
    }

    /** The token, issued at this moment. */
    String sign(Instant now) throws IOException {
        var claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setAudience(audience);
        claims.setSubject(user);
        claims.setIssuedAt(NumericDate.fromSeconds(now.getEpochSecond()));
        claims.setExpirationTime(NumericDate.fromSeconds(now.plus(life).getEpochSecond()));
        // Who has this can revoke the token.
        claims.setJwtId(UUID.randomUUID().toString());
        if (!rooms.isEmpty()) {
            claims.setStringListClaim("rooms", rooms);
        }
        if (!actions.isEmpty()) {
            claims.setStringListClaim("actions", actions);
        }
        var token = new JsonWebSignature();
        token.setAlgorithmHeaderValue(Pem.algorithm(key).orElseThrow());
        token.setHeader("typ", "JWT");
        keyId.ifPresent(token::setKeyIdHeaderValue);
        token.setKey(key);
        token.setPayload(claims.toJson());
        try {
            return token.getCompactSerialization();
        } catch (JoseException failure) {
            throw new IOException("the token cannot be signed: " + failure.getMessage(), failure);
        }
    }
}
