// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Json;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.config.MessageSettings;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Strict JSON under one set of limits. Any thread may use it. */
final class Grammar {
    private static final int MANY_NAMES = 200;

    private final MessageSettings.Json limits;

    /**
     * How many names in messages were not fields of their kind.
     *
     * <p>Jackson learns every name that it meets, and whoever brings a new one copies all that was
     * learned before: with names made up at random, a message came to cost 20 µs and 260 KB, where
     * others cost 0.3 µs. So what was learned is thrown away before it is much. Known fields need
     * no learning.
     */
    private final AtomicInteger strangeNames = new AtomicInteger();

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
        return !limits.equals(now) || strangeNames.get() > MANY_NAMES;
    }
}
