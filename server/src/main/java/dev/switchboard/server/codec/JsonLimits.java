// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

/**
 * What a message may cost to read, whatever its sender writes.
 *
 * @param depth how deep objects and arrays may stand in each other, the message itself being one
 * @param stringLength how many UTF-16 units one string may have
 * @param numberLength how many digits and signs one number may have
 * @param nameLength how many bytes the name of a field may have
 * @param tokens how many names, values and brackets one message may have
 */
public record JsonLimits(
        int depth, int stringLength, int numberLength, int nameLength, int tokens) {

    /** Ample for people and programs, dull for attackers. */
    public static final JsonLimits DEFAULT = new JsonLimits(16, 65_536, 32, 64, 1_000);

    public JsonLimits {
        atLeastOne(depth, "depth");
        atLeastOne(stringLength, "stringLength");
        atLeastOne(numberLength, "numberLength");
        atLeastOne(nameLength, "nameLength");
        atLeastOne(tokens, "tokens");
    }

    private static void atLeastOne(int limit, String name) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + ": must be at least 1, but is " + limit);
        }
    }
}
