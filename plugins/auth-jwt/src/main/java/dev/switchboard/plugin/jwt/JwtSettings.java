// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whose tokens are accepted.
 *
 * @param issuers by names of the operator's choice, which stand in the log and in metrics
 */
public record JwtSettings(Map<String, IssuerSettings> issuers) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** Checks what the issuers must have between them. */
    public JwtSettings {
        Map<String, String> names = new HashMap<>();
        issuers.forEach((name, settings) -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "issuers: the name '%s' may have only small letters, digits and dashes, at most 32, the first a letter"
                                .formatted(name));
            }
            String other = names.put(settings.issuer(), name);
            if (other != null) {
                throw new IllegalArgumentException(
                        "issuers: %s and %s have the same issuer, %s"
                                .formatted(other, name, settings.issuer()));
            }
        });
    }
}
