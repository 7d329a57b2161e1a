// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Json;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.config.MessageSettings;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Strict JSON under one set of limits. Any thread may use it. */
final class Grammar {
    private final MessageSettings.Json limits;
    private final StrangeNames strangeNames = new StrangeNames();
    private final JsonFactory factory;

    Grammar(MessageSettings.Json limits) {
        this.limits = limits;
        // Finding duplicate names costs 30 ns and 300 bytes a message: no reason to do it
        // ourselves.
        this.factory =
                JsonFactory.builder()
                        .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .recyclerPool(JsonRecyclerPools.threadLocalPool())
                        .streamReadConstraints(new JacksonLimits(limits))
                        .build();
    }

    MessageParser open(byte[] text) {
        var parser = factory.createParser(ObjectReadContext.empty(), text);
        return new MessageParser(parser, text, limits, strangeNames);
    }

    /**
     * The id of a message that cannot be read; null if it has none.
     *
     * @param end where well-formed JSON ends
     */
    @Nullable Json findId(byte[] text, int end) {
        byte[] found = IdFinder.find(text, end);
        if (found == null) {
            return null;
        }
        try (MessageParser reading = open(found)) {
            return reading.soleId();
        } catch (Refusal | JacksonException unusable) {
            return null;
        }
    }

    /** Whether it is time for a new one: other limits hold, or it has learned too much. */
    boolean isStale(MessageSettings.Json now) {
        return !limits.equals(now) || strangeNames.areMany();
    }
}
