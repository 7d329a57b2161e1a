// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A method handle that is made when it is first used. Java makes classes for each: of some 35
 * handles at once, a start took 190 ms of CPU time more in 1,630. Any thread may use it; if two use
 * it first at the same time, one handle too many is made.
 */
final class LateHandle {

    /** Makes the handle of a member that is accessible. */
    @FunctionalInterface
    interface Making {
        MethodHandle make() throws IllegalAccessException;
    }

    private final Making making;
    private volatile @Nullable MethodHandle made;

    LateHandle(Making making) {
        this.making = making;
    }

    MethodHandle get() {
        MethodHandle handle = made;
        return handle == null ? make() : handle;
    }

    private MethodHandle make() {
        try {
            MethodHandle handle = making.make();
            made = handle;
            return handle;
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
