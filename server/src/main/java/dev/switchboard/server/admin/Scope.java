// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a token of the admin port allows. One scope does not include the other. */
public enum Scope {
    /** To look at the switch. */
    READ,
    /** To give orders. */
    OPERATE;

    /** Reads what a person wrote. */
    public static Scope parse(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.toString().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "there is no scope '%s'; there are %s"
                                        .formatted(
                                                text,
                                                Arrays.stream(values())
                                                        .map(Scope::toString)
                                                        .collect(Collectors.joining(", ")))));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
