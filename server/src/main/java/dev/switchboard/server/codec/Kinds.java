// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * The kinds that are understood at the moment, each with what its messages are for.
 *
 * @param <T> what a kind leads to, such as a route
 */
public interface Kinds<T> {

    /** What a kind leads to, or null if nobody understands it; on the way of every message. */
    @Nullable T find(String kind);

    /** How the messages look that go there. */
    Shape shape(T found);

    /** All names, to find the one that was meant. */
    Collection<String> names();
}
