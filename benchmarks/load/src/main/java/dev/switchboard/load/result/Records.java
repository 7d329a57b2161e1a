// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.util.Map;

/**
 * Any record of records, maps, lists, texts and numbers as JSON and back, by the same rules as a
 * {@link Result}.
 */
public final class Records {
    private Records() {}

    /** One line of JSON, with its end. */
    public static String write(Record made) {
        return RecordWriter.write(made);
    }

    /**
     * Reads a record; what is unknown is passed over, what is missing is empty, zero or null.
     *
     * @throws IllegalArgumentException if it is not JSON, or not such a record; says why
     */
    public static <R extends Record> R read(Class<R> type, String json) {
        if (JsonTree.parse(json) instanceof Map<?, ?> object) {
            return RecordReader.read(type, object);
        }
        throw new IllegalArgumentException(
                "not a " + type.getSimpleName() + ": the JSON is not an object");
    }
}
