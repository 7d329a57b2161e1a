// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * A function that answers a request. Its reply travels in the {@code ok} of the request's {@code
 * id}; a request without an {@code id} is answered with the reply as a message of its own kind.
 *
 * {@snippet class="ApiExamples" region="ask"}
 */
@FunctionalInterface
public interface Ask<Q, R> {

    /**
     * Answers one request.
     *
     * @throws Refusal to answer with an error that says why
     * @throws Exception anything else is answered with the error {@code internal} and logged
     */
    R answer(Q request, Client sender) throws Exception;
}
