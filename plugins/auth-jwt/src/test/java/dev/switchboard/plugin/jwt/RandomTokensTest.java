// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Good tokens that are changed at random and signed again, as a careless issuer might sign them.
 */
class RandomTokensTest {

    private static final int TRIES = 2000;

    /** What JSON readers have stumbled over, and what is not JSON at all. */
    private static final List<String> PIECES =
            List.of(
                    "null",
                    "true",
                    "1",
                    "-1",
                    "1e9999",
                    "-0",
                    "1.",
                    "00",
                    "\"\"",
                    "[]",
                    "{}",
                    "[[",
                    "}}",
                    "[null]",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "99999999999999999999",
                    "-",
                    "1e",
                    "\\",
                    "\"",
                    "{",
                    ":",
                    ",",
                    "\"a\"",
                    "0x1",
                    "NaN",
                    "1.5e3",
                    "\u00e9",
                    "/*",
                    "'x'",
                    "\"\\u12\"",
                    "9223372036854775807");

    @TempDir private Path folder;

    @Test
    void isEachRefusedOrMeansSomebody() throws Exception {
        var settings =
                Forge.settings(
                        Forge.ISSUER,
                        List.of("EdDSA"),
                        Forge.file(folder, "key.pem", Forge.pem(Forge.ED.getPublic())));
        var issuers =
                Issuers.of(
                        new JwtSettings(Map.of("main", settings)),
                        () -> Forge.NOW,
                        System.getLogger("test"));
        long seed = System.nanoTime();
        var random = new Random(seed);
        int accepted = 0;
        for (int number = 0; number < TRIES; number++) {
            String header = Forge.header("EdDSA", "kid", "\"a\"", "typ", "\"JWT\"");
            String claims =
                    Forge.claims(
                            "nbf", "1", "jti", "\"x\"", "rooms", "[\"a:r\"]", "actions", "\"x y\"");
            if (random.nextInt(4) == 0) {
                header = changed(header, random);
            } else {
                claims = changed(claims, random);
            }
            String token = Forge.token(header, claims, Forge.ED.getPrivate());
            try {
                assertThat(issuers.check(token).user()).isNotBlank();
                accepted++;
            } catch (Refusal no) {
                assertThat(no.text()).isNotBlank();
            } catch (RuntimeException unforeseen) {
                throw new AssertionError(
                        "seed %d: %s %s".formatted(seed, header, claims), unforeseen);
            }
        }
        assertThat(accepted).as("accepted with the seed %d", seed).isBetween(1, TRIES - 1);
    }

    /** Puts a piece somewhere, or in the place of what stands there, or of a value. */
    private static String changed(String json, Random random) {
        var text = new StringBuilder(json);
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
            case 0 -> text.insert(at, piece);
            case 1 -> text.replace(at, Math.min(text.length(), at + random.nextInt(6)), piece);
            default -> {
                int colon = text.indexOf(":", at);
                int comma = text.indexOf(",", colon + 1);
                if (colon > 0 && comma > 0) {
                    text.replace(colon + 1, comma, piece);
                }
            }
        }
        return text.toString();
    }
}
