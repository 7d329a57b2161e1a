// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;

/**
 * One thing that an operator can ask for.
 *
 * @param order whether it changes something: asked for with POST and a token, not with GET
 * @param about what it tells or does, in a sentence
 */
record Endpoint(
        boolean order,
        String path,
        String about,
        Function<Request, CompletionStage<Answer>> answer) {

    static Endpoint look(String path, String about, Supplier<Answer> answer) {
        return look(path, about, _ -> CompletableFuture.completedStage(answer.get()));
    }

    /** One that heeds the query, and may answer later. */
    static Endpoint look(
            String path, String about, Function<Request, CompletionStage<Answer>> answer) {
        return new Endpoint(false, path, about, answer);
    }

    static Endpoint order(String path, String about, Supplier<Answer> answer) {
        return new Endpoint(true, path, about, _ -> CompletableFuture.completedStage(answer.get()));
    }

    String method() {
        return order ? "POST" : "GET";
    }

    /** What the {@code Allow} header says. */
    String allowed() {
        return order ? "POST" : "GET, HEAD";
    }

    boolean allows(String method) {
        return method.equals(method()) || (!order && method.equals("HEAD"));
    }
}
