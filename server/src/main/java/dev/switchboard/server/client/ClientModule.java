// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Who is connected. */
public final class ClientModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(ClientMeters.class).in(Singleton.class);
        bind(DryRun.class).in(Singleton.class);
        bind(ConnectionManager.class).in(Singleton.class);
        bind(HeartbeatWheel.class).in(Singleton.class);
        bind(Revocations.class).in(Singleton.class);
        bind(Revoker.class).in(Singleton.class);
        bind(Sessions.class).in(Singleton.class);
    }
}
