// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Refusal;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** What became of a call of a plugin's code. Decided once for each call. */
public sealed interface Outcome {

    /** It returned; the result is null where there is none. */
    record Done(@Nullable Object result) implements Outcome {
        private static final Done NOTHING = new Done(null);
    }

    /** The plugin, or what guards it, said no. */
    record Refused(Refusal refusal) implements Outcome {}

    /** It threw something other than a refusal. */
    record Failed(Throwable cause) implements Outcome {}

    /** Its time was up; {@code where} has the stack of its thread. */
    record Late(Throwable where) implements Outcome {}

    /** Its time was up on a thread that reads, and the thread was given up with its client. */
    record Abandoned(Throwable where) implements Outcome {}

    /** The outcome of a call that came back in time; a stage that is done has nothing to say. */
    static Outcome of(@Nullable Object result, @Nullable Throwable thrown) {
        if (thrown == null) {
            return result == null || result instanceof CompletionStage<?>
                    ? Done.NOTHING
                    : new Done(result);
        }
        var isWrapped =
                thrown instanceof CompletionException || thrown instanceof ExecutionException;
        var cause = isWrapped ? thrown.getCause() : thrown;
        return cause instanceof Refusal refusal
                ? new Refused(refusal)
                : new Failed(cause == null ? thrown : cause);
    }
}
