// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

/** A message in some encoding, to be copied once, to where it is needed. */
public interface Encoded {

    /** How many bytes it has. */
    int size();

    /** Copies all of it into an array that has room for it from this place on. */
    void copyTo(byte[] target, int at);
}
