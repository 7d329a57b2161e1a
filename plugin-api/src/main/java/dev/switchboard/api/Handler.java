// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * What a plugin does with one kind of message. When it returns normally and the message carried an
 * {@code id}, the sender gets {@code ok}; when it throws, the sender gets an {@code error}.
 *
 * {@snippet class="ApiExamples" region="handler"}
 */
@FunctionalInterface
public interface Handler<M> {

    /**
     * Handles one message.
     *
     * @throws Refusal to answer with an error that says why
     * @throws Exception anything else is answered with the error {@code internal} and logged
     */
    void handle(M message, Client sender) throws Exception;
}
