// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Strict JSON under one set of limits. Any thread may use it. */
final class Grammar {
    private final JsonLimits limits;
    private final StrangeNames strangeNames = new StrangeNames();
    private final JsonFactory factory;

    Grammar(JsonLimits limits) {
        this.limits = limits;
        // Finding duplicate names costs 30 ns and 300 bytes a message: no reason to do it
        // ourselves.
        this.factory =
                JsonFactory.builder()
                        .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .recyclerPool(JsonRecyclerPools.threadLocalPool())
                        .streamReadConstraints(new Constraints(limits))
                        .build();
    }

    Reading open(byte[] text) {
        var parser = factory.createParser(ObjectReadContext.empty(), text);
        return new Reading(parser, text, limits, strangeNames);
    }

    /** Whether it is time for a new one: other limits hold, or it has learned too much. */
    boolean isStale(JsonLimits now) {
        return !limits.equals(now) || strangeNames.areMany();
    }
}
