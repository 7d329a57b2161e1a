// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

/**
 * How a switch is set up for an attack. Nothing else differs from what is shipped.
 *
 * @param javaOptions for the virtual machine, in the way of OPERATING.md
 * @param isSecure whether it speaks TLS
 * @param checksTokens whether it knows somebody who signs JSON Web Tokens
 * @param configuration settings that are not the default
 * @param openFiles how many it may have; 0 for as many as we may have
 */
public record Setup(
        String javaOptions,
        boolean isSecure,
        boolean checksTokens,
        String configuration,
        int openFiles) {

    /** The default configuration with such a heap, as in {@code 512m}. */
    public static Setup heap(String size) {
        return new Setup("-Xmx" + size, false, false, "", 0);
    }

    public Setup secure() {
        return new Setup(javaOptions, true, checksTokens, configuration, openFiles);
    }

    /** Whoever shows a token, shows it to the plugin that checks signatures. */
    public Setup checkingTokens() {
        return new Setup(javaOptions, isSecure, true, configuration, openFiles);
    }

    public Setup with(String settings) {
        return new Setup(
                javaOptions, isSecure, checksTokens, configuration + settings + "\n", openFiles);
    }

    public Setup files(int count) {
        return new Setup(javaOptions, isSecure, checksTokens, configuration, count);
    }

    /** What is special about it, in a few words. */
    @Override
    public String toString() {
        return javaOptions
                + (isSecure ? ", TLS" : "")
                + (checksTokens ? ", auth-jwt with one issuer" : "")
                + (configuration.isEmpty() ? "" : ", " + configuration.strip().replace("\n", ", "))
                + (openFiles == 0 ? "" : ", %d open files".formatted(openFiles));
    }
}
