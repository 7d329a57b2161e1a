// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.RawMessage;
import dev.switchboard.server.client.ConnectedClient;

/** Who gets the messages of a path. Called by the thread that reads the client's connection. */
public interface Receiver {

    /** A whole message has come. */
    void received(RawMessage message, ConnectedClient sender);

    /** Whether clients of the path speak kinds, and get what is published to everyone. */
    boolean speaksKinds();
}
