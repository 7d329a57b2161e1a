// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

/**
 * How a switch is set up for an attack. Nothing else differs from what is shipped.
 *
 * @param javaOptions for the virtual machine, in the way of OPERATING.md
 * @param isSecure whether it speaks TLS
 * @param authority whom it asks who somebody is
 * @param configuration settings that are not the default
 * @param openFiles how many it may have; 0 for as many as we may have
 */
public record Setup(
        String javaOptions,
        boolean isSecure,
        Authority authority,
        String configuration,
        int openFiles) {

    /** Who says who somebody is. */
    public enum Authority {
        /** As shipped. */
        NOBODY(""),
        ISSUER("auth-jwt with one issuer"),
        BAD_ISSUER("auth-jwt with an issuer whose key set hangs, trickles and is garbage, in turn"),
        HANGING_BACKEND("auth-http with a backend that hangs");

        private final String words;

        Authority(String words) {
            this.words = words;
        }
    }

    /** The default configuration with such a heap, as in {@code 512m}. */
    public static Setup heap(String size) {
        return new Setup("-Xmx" + size, false, Authority.NOBODY, "", 0);
    }

    public Setup secure() {
        return new Setup(javaOptions, true, authority, configuration, openFiles);
    }

    /** Whoever shows a token is asked about there. */
    public Setup asking(Authority whom) {
        return new Setup(javaOptions, isSecure, whom, configuration, openFiles);
    }

    public Setup with(String settings) {
        return new Setup(
                javaOptions, isSecure, authority, configuration + settings + "\n", openFiles);
    }

    public Setup files(int count) {
        return new Setup(javaOptions, isSecure, authority, configuration, count);
    }

    /** What is special about it, in a few words. */
    @Override
    public String toString() {
        return javaOptions
                + (isSecure ? ", TLS" : "")
                + (authority == Authority.NOBODY ? "" : ", " + authority.words)
                + (configuration.isEmpty() ? "" : ", " + configuration.strip().replace("\n", ", "))
                + (openFiles == 0 ? "" : ", %d open files".formatted(openFiles));
    }
}
