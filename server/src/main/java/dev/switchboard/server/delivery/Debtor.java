// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import java.nio.ByteBuffer;

/** Who owes what several cause, and has one share for all of that. */
public sealed interface Debtor {

    /** All clients of an address; of a network, if it is one of IPv6. */
    record Address(ByteBuffer network) implements Debtor {}

    /** All clients of a user. */
    record User(String name) implements Debtor {}

    /** All threads of a plugin's own. */
    record Plugin(String id) implements Debtor {}
}
