// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.peer.vertx;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;

/**
 * A message server on Vert.x as its documentation shows it: a verticle on an event loop for each core, and a {@code
 * writeTextMessage} for each member of a room. {@code /ws} has the rooms, {@code /echo} sends frames back as they are.
 */
final class VertxPeer {
    private VertxPeer() {}

    static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        Rooms rooms = new Rooms();
        DeploymentOptions eachCore = new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(() -> new MessageServer(port, rooms), eachCore)
                .onFailure(
                        failure -> {
                            failure.printStackTrace();
                            vertx.close();
                        });
    }
}
