// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A question to a plugin, for somebody who is no client yet, or who waits for something else.
 *
 * @param answer what the plugin says, or why it says nothing
 */
record Inquiry<T>(Callable<T> question, CompletableFuture<T> answer) implements Work {

    @Override
    public @Nullable Object run() throws Exception {
        return question.call();
    }

    @Override
    @SuppressWarnings("unchecked") // what run() has returned
    public void settled(Outcome outcome) {
        switch (outcome) {
            case Outcome.Done(var result) -> answer.complete((T) result);
            case Outcome.Refused(var refusal) -> answer.completeExceptionally(refusal);
            case Outcome.Failed(var cause) -> answer.completeExceptionally(cause);
            case Outcome.Late(var where) -> answer.completeExceptionally(where);
            case Outcome.Abandoned(var where) -> answer.completeExceptionally(where);
        }
    }
}
