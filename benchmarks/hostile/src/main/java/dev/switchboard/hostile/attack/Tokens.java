// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.hostile.attack.Strangers.After;
import java.util.Base64;

/** Strangers and clients that show tokens that are not valid. */
final class Tokens {

    /** Long enough to be still valid, of the right issuer, and signed by nobody. */
    private static final String FORGED =
            encoded("{\"alg\":\"EdDSA\",\"typ\":\"JWT\"}")
                    + "."
                    + encoded(
                            "{\"iss\":\"us\",\"aud\":\"switchboard\",\"sub\":\"ann\",\"exp\":4102444800}")
                    + "."
                    + "A".repeat(86);

    private Tokens() {}

    static void in(Rows rows) {
        rows.sockets(
                "forged-tokens",
                "200 sockets from 40 addresses show a forged token, reset, and begin anew",
                rows.usual().checkingTokens(),
                Strangers.of(200, 40, After.RESET, Bytes.of(upgradeWith(FORGED))));
        rows.sockets(
                "large-tokens",
                "200 sockets from 40 addresses show a token of 6 KB, reset, and begin anew",
                rows.usual().checkingTokens(),
                Strangers.of(200, 40, After.RESET, Bytes.of(upgradeWith("x".repeat(6_000)))));
        rows.add(
                "forged-logins",
                "100 clients say who they are, by a forged token, 50 times a second each",
                rows.usual().checkingTokens(),
                ground ->
                        new Crew(
                                ground,
                                Role.talking(
                                        100,
                                        500,
                                        "{\"msg_type\":\"auth\",\"token\":\""
                                                + FORGED
                                                + "\",\"pad\":\"%p\"}")));
    }

    private static String upgradeWith(String token) {
        return Bytes.upgrade()
                .replace("\r\n\r\n", "\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }
}
