// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.server;

/**
 * How a switch is set up for an attack. Nothing else differs from what is shipped.
 *
 * @param javaOptions for the virtual machine, in the way of OPERATING.md
 * @param isSecure whether it speaks TLS
 * @param configuration settings that are not the default
 * @param openFiles how many it may have; 0 for as many as we may have
 */
public record Setup(String javaOptions, boolean isSecure, String configuration, int openFiles) {

    /** The default configuration with such a heap, as in {@code 512m}. */
    public static Setup heap(String size) {
        return new Setup("-Xmx" + size, false, "", 0);
    }

    public Setup secure() {
        return new Setup(javaOptions, true, configuration, openFiles);
    }

    public Setup with(String settings) {
        return new Setup(javaOptions, isSecure, configuration + settings + "\n", openFiles);
    }

    public Setup files(int count) {
        return new Setup(javaOptions, isSecure, configuration, count);
    }

    /** What is special about it, in a few words. */
    @Override
    public String toString() {
        return javaOptions
                + (isSecure ? ", TLS" : "")
                + (configuration.isEmpty() ? "" : ", " + configuration.strip().replace("\n", ", "))
                + (openFiles == 0 ? "" : ", %d open files".formatted(openFiles));
    }
}
