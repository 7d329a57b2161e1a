// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.engine;

import dev.switchboard.api.Published;
import dev.switchboard.api.Topic;
import dev.switchboard.server.delivery.Publication;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The engine of a switch that is one process and keeps nothing: whoever comes first is first, and
 * what is handed to the lanes is done.
 */
public final class EmbeddedEngine implements Engine {

    private static final CompletionStage<Published> TO_AN_AUDIENCE = done(true);
    private static final CompletionStage<Published> TO_NOBODY = done(false);

    private final LocalDelivery local;

    @Inject
    public EmbeddedEngine(LocalDelivery local) {
        this.local = local;
    }

    /** One for all publications, so it must be a stage that nobody can change. */
    private static CompletionStage<Published> done(boolean hasAudience) {
        return CompletableFuture.completedStage(new Published(hasAudience, Optional.empty()));
    }

    @Override
    public CompletionStage<Published> publish(Publication publication) {
        return local.deliver(publication) ? TO_AN_AUDIENCE : TO_NOBODY;
    }

    @Override
    public void interested(Topic topic) {
        // there is nobody to tell
    }

    @Override
    public boolean uninterested(Topic topic) {
        return true;
    }
}
