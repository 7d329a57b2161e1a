// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

/** Clients who have nothing to do with a plugin that is broken: rooms and chat serve them. */
final class Bystanders {
    private Bystanders() {}

    static void assertServed(URI address) throws Exception {
        try (Talker ann = Talker.at(address)) {
            assertServed(address, ann);
        }
    }

    /** Together with one who is there already. */
    static void assertServed(URI address, Talker ann) throws Exception {
        try (Talker bob = Talker.at(address)) {
            bob.join("r");
            ann.join("r")
                    .say("{\"msg_type\":\"room_message\",\"room\":\"r\",\"content\":\"room\"}");
            assertThat(bob.hear("room_message")).contains("\"content\":\"room\"");
            ann.say("{\"msg_type\":\"chat\",\"content\":\"chat\"}");
            assertThat(bob.hear("chat")).contains("\"content\":\"chat\"");
        }
    }
}
