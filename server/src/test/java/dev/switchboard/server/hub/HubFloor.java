// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.engine.EmbeddedEngine;
import dev.switchboard.server.engine.Engine;

/** Audiences and a hub over clients in memory. */
public final class HubFloor {

    private HubFloor() {}

    /** A hub with an engine of its own. */
    public static LocalHub hub(ClientFloor floor) {
        var audiences = audiences(floor);
        return hub(floor, audiences, new EmbeddedEngine(audiences));
    }

    static LocalAudiences audiences(ClientFloor floor) {
        var limits =
                new DeliveryLimits(
                        () -> floor.settings().delivery(),
                        floor.connections,
                        floor.meters,
                        floor.dryRun,
                        floor.time);
        return new LocalAudiences(
                floor.connections, floor.delivery.lanes, floor.delivery.encoder, limits);
    }

    static LocalHub hub(ClientFloor floor, LocalAudiences audiences, Engine engine) {
        return new LocalHub(
                floor.connections,
                audiences,
                engine,
                floor.delivery.encoder,
                () -> floor.settings().rooms(),
                new RoomRights(floor.rights, floor.forbidden),
                floor.delivery.meters);
    }
}
