// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** Who may do what. */
public final class RightsModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Rights.class).in(Singleton.class);
        bind(Forbidden.class).in(Singleton.class);
    }
}
