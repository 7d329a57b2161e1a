// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;
import dev.switchboard.api.Hub;
import dev.switchboard.server.engine.LocalDelivery;

/** Topics and rooms. */
public final class HubModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(DeliveryLimits.class).in(Singleton.class);
        bind(LocalAudiences.class).in(Singleton.class);
        bind(RoomRights.class).in(Singleton.class);
        bind(LocalHub.class).in(Singleton.class);
        bind(LocalDelivery.class).to(LocalAudiences.class);
        bind(Hub.class).to(LocalHub.class);
    }
}
