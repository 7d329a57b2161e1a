// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** From publications to bytes. */
public final class DeliveryModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Encoder.class).in(Singleton.class);
        bind(DeliveryMeters.class).in(Singleton.class);
        bind(MemoryBudget.class).in(Singleton.class);
        bind(Lanes.class).in(Singleton.class);
    }
}
