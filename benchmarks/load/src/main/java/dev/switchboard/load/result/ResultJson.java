// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Results as JSON and back.
 *
 * <pre>{@code
 * Result result = ResultJson.read(Path.of("run.json"));
 * }</pre>
 */
public final class ResultJson {
    private ResultJson() {}

    public static String write(Result result) {
        return Records.write(result);
    }

    public static Result read(Path file) throws IOException {
        return read(Files.readString(file));
    }

    /**
     * Names that a newer version wrote are passed over; numbers that are missing are zero.
     *
     * @throws IllegalArgumentException if it is not JSON, or not a result; says why
     */
    public static Result read(String json) {
        return Records.read(Result.class, json);
    }
}
