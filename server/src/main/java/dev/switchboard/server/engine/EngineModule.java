// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.engine;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** The engine in use. */
public final class EngineModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Engine.class).to(EmbeddedEngine.class).in(Singleton.class);
    }
}
