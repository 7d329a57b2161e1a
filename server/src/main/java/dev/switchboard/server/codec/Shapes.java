// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

/**
 * The shapes of all record classes that were asked for. A shape lives as long as its class and no
 * longer: it hangs on the class itself, so a plugin that is gone leaves nothing here. Any thread
 * may use it.
 */
public final class Shapes {
    private final ClassValue<Shape> shapes =
            new ClassValue<>() {
                @Override
                protected Shape computeValue(Class<?> type) {
                    return new Shape(type);
                }
            };

    /**
     * The shape of a record class.
     *
     * @throws IllegalArgumentException in one sentence, if it is not a record with a valid {@link
     *     dev.switchboard.api.Kind}, or if a component has no form in JSON or a name that is taken
     */
    public Shape of(Class<?> type) {
        return shapes.get(type);
    }
}
