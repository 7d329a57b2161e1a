// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import com.google.inject.AbstractModule;
import com.google.inject.Singleton;

/** From JSON to records. */
public final class CodecModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Shapes.class).in(Singleton.class);
        bind(MessageReader.class).in(Singleton.class);
    }
}
