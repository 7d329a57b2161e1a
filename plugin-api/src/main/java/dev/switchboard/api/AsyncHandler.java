// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.util.concurrent.CompletionStage;

/**
 * What a plugin does with one kind of message when the answer comes later: it begins the work, must
 * not block, and returns a stage of what becomes of it. When the stage completes and the message
 * carried an {@code id}, the sender gets {@code ok}; when it completes exceptionally, the sender
 * gets an {@code error}. Until then nothing more is read from the sender, so its messages keep
 * their order; everybody else is served on.
 *
 * {@snippet class="ApiExamples" region="async"}
 */
@FunctionalInterface
public interface AsyncHandler<M> {

    /**
     * Begins to handle one message.
     *
     * @return what is complete when the message has been handled; its value is of no interest
     * @throws Refusal to answer with an error that says why; a stage may complete with one too
     * @throws Exception anything else is answered with the error {@code internal} and logged
     */
    CompletionStage<?> handle(M message, Client sender) throws Exception;
}
