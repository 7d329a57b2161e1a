// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One thing that an operator can ask for or order. What stands here is checked by {@link
 * AdminHandler} and told by {@link OpenApi}.
 *
 * @param about what it tells or does, in a sentence
 * @param scope what a token must allow; empty if nobody needs one
 * @param promised the answers that it may give, beside those of {@link AdminHandler}
 */
record Endpoint(
        Method method,
        String path,
        String about,
        Optional<Scope> scope,
        List<Parameter> parameters,
        List<Promised> promised,
        Function<Query, CompletionStage<Answer>> answer) {

    /** One that looks and takes no parameters. */
    static Endpoint look(
            String path, String about, List<Promised> promised, Supplier<Answer> answer) {
        return look(path, about, List.of(), promised, _ -> now(answer.get()));
    }

    /** One that looks and may answer later. */
    static Endpoint look(
            String path,
            String about,
            List<Parameter> parameters,
            List<Promised> promised,
            Function<Query, CompletionStage<Answer>> answer) {
        return new Endpoint(
                Method.GET, path, about, Optional.of(Scope.READ), parameters, promised, answer);
    }

    /** One that changes something. */
    static Endpoint order(
            Method method,
            String path,
            String about,
            List<Parameter> parameters,
            List<Promised> promised,
            Function<Query, Answer> answer) {
        return new Endpoint(
                method,
                path,
                about,
                Optional.of(Scope.OPERATE),
                parameters,
                promised,
                query -> now(answer.apply(query)));
    }

    private static CompletionStage<Answer> now(Answer answer) {
        return CompletableFuture.completedStage(answer);
    }

    /** The same without a token, wherever the port listens. */
    Endpoint forEverybody() {
        return new Endpoint(method, path, about, Optional.empty(), parameters, promised, answer);
    }

    /** Whether it changes something; then it is written down who asked. */
    boolean isOrder() {
        return method != Method.GET;
    }
}
