// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import java.util.Optional;

/**
 * Whether this process was started from Java's ahead-of-time cache. The launcher hands the cache
 * over only if it was made for the very same jars, Java and options; Java itself may still turn it
 * down, for a heap of 32 GB or more has wider references than those in the cache.
 */
public final class StartCache {
    private static final String OFFER = "switchboard.start-cache";
    private static final String FITS = "fits";

    private StartCache() {}

    /** A sentence for the log; none without a launcher. */
    public static Optional<String> ofThisProcess() {
        return Optional.ofNullable(System.getProperty(OFFER))
                .map(offer -> sentence(offer, System.getProperty("java.vm.info", "")));
    }

    /**
     * The sentence.
     *
     * @param offer what the launcher found: that the cache fits, or why not
     * @param machine how Java describes itself; "sharing" stands in it when it took the cache
     */
    static String sentence(String offer, String machine) {
        if (!offer.equals(FITS)) {
            return "start cache not used: " + offer;
        }
        return machine.contains("sharing")
                ? "start cache in use"
                : "start cache not used: Java turned it down; is the heap 32 GB or more?";
    }
}
