// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * Who receives a publication, in all processes of the switch.
 *
 * {@snippet class="ApiExamples" region="topic"}
 */
public sealed interface Topic {

    /** Every client that speaks message kinds. Clients on raw endpoints are not among them. */
    record Everyone() implements Topic {
        private static final Everyone INSTANCE = new Everyone();
    }

    /** The members of a room. */
    record Room(String name) implements Topic {}

    /** Every connection of one user. */
    record User(String id) implements Topic {}

    /** Every client connected to one path. */
    record Path(String path) implements Topic {}

    /** One client. What is sent to it is never dropped to make room. */
    record Client(String id) implements Topic {}

    /** Every client that speaks message kinds. */
    static Topic everyone() {
        return Everyone.INSTANCE;
    }

    /** The members of the room of this name. */
    static Topic room(String name) {
        return new Room(name);
    }

    /** Every connection of the user of this id. */
    static Topic user(String id) {
        return new User(id);
    }

    /** The client of this id, in whichever process it is connected. */
    static Topic client(String id) {
        return new Client(id);
    }

    /** Every client connected to this path. */
    static Topic path(String path) {
        return new Path(path);
    }
}
