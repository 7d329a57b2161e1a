// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Ask;
import dev.switchboard.api.AsyncHandler;
import dev.switchboard.api.Authenticator;
import dev.switchboard.api.Authorizer;
import dev.switchboard.api.Handler;
import dev.switchboard.api.RawHandler;
import dev.switchboard.server.codec.KindDescription;
import dev.switchboard.server.codec.KindDescription.Direction;
import dev.switchboard.server.codec.Shape;
import dev.switchboard.server.codec.Shapes;
import dev.switchboard.server.routing.AuthenticatorRoute;
import dev.switchboard.server.routing.AuthorizerRoute;
import dev.switchboard.server.routing.Claim;
import dev.switchboard.server.routing.FileRoute;
import dev.switchboard.server.routing.PluginGuard;
import dev.switchboard.server.routing.RawRoute;
import dev.switchboard.server.routing.Route;
import dev.switchboard.server.routing.RouteTable;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one plugin claims while it starts, on top of what others have claimed before. Whatever
 * cannot be accepted is refused at once, with one sentence. Not for more than one thread at a time.
 */
final class Registrations {

    private static final Set<String> KINDS_OF_THE_SWITCH =
            Set.of("ok", "error", "gap", "removed", "expiring", "goaway");

    /** The kinds of a part of the switch that is written as a plugin. */
    private static final Set<String> BUILT_IN = Set.of("hello", "auth", "authenticated");

    private static final String SEGMENT = "/[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,63}";
    private static final Pattern PATH = Pattern.compile("(?:%s){1,8}".formatted(SEGMENT));
    private static final Pattern FOLDER = Pattern.compile("(?:%s){0,8}/".formatted(SEGMENT));

    private final PluginGuard guard;
    private final String plugin;
    private final ClassLoader loader;
    private final boolean isBuiltIn;
    private final Shapes shapes;
    private RouteTable table;

    Registrations(PluginGuard guard, Candidate candidate, Shapes shapes, RouteTable before) {
        this.guard = guard;
        this.plugin = candidate.id();
        this.loader = candidate.loader();
        this.isBuiltIn = candidate.isBuiltIn();
        this.shapes = shapes;
        this.table = before;
    }

    /** What was there before, and all that was claimed since. */
    RouteTable table() {
        return table;
    }

    <M> void on(Class<M> type, Handler<? super M> handler) {
        Route.Call call = handling(type, handler);
        shapes(type).forEach(shape -> claim(Route.blocking(guard, shape, call)));
    }

    <M> void onInline(Class<M> type, Handler<? super M> handler) {
        Route.Call call = handling(type, handler);
        shapes(type).forEach(shape -> claim(Route.inline(guard, shape, call)));
    }

    <M> void onAsync(Class<M> type, AsyncHandler<? super M> handler) {
        Route.Call call =
                (message, sender) ->
                        Objects.requireNonNull(
                                handler.handle(type.cast(message), sender),
                                "the stage that onAsync returned was null");
        shapes(type).forEach(shape -> claim(Route.inline(guard, shape, call)));
    }

    <Q extends Record, R extends Record> void ask(
            Class<Q> request, Class<R> reply, Ask<? super Q, ? extends R> function) {
        Route.Call call =
                (message, sender) ->
                        Objects.requireNonNull(
                                function.answer(request.cast(message), sender),
                                "the answer to " + request.getName() + " was null");
        claim(Route.ask(guard, shape(request), shape(reply), call));
    }

    void emits(Class<?> type) {
        shapes(type)
                .forEach(shape ->
                        table =
                                table.with(
                                        new KindDescription(
                                                plugin, Direction.OUT, shape, Optional.empty())));
    }

    void endpoint(String path, RawHandler handler) {
        if (!PATH.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "endpoint(\"%s\"): not a path such as /echo".formatted(path));
        }
        if (RouteTable.KIND_PATHS.contains(path)) {
            throw new IllegalArgumentException(
                    "endpoint(\"%s\"): on this path the switch itself takes messages"
                            .formatted(path));
        }
        claim(new RawRoute(guard, path, handler));
    }

    void authenticate(Authenticator authenticator) {
        claim(new AuthenticatorRoute(guard, authenticator));
    }

    void authorize(Authorizer authorizer) {
        claim(new AuthorizerRoute(guard, authorizer));
    }

    void files(String path, String folder) {
        if (!FOLDER.matcher(path).matches()) {
            throw new IllegalArgumentException(
                    "files(\"%s\", …): not a path that begins and ends in a slash, such as /page/"
                            .formatted(path));
        }
        String trimmed = folder.replaceAll("^/+|/+$", "");
        boolean isThere =
                !trimmed.isEmpty()
                        && (loader.getResource(trimmed + "/") != null
                                || loader.getResource(trimmed + "/index.html") != null);
        if (!isThere) {
            throw new IllegalArgumentException(
                    "files(\"%s\", \"%s\"): the resources of the plugin have no such folder"
                            .formatted(path, folder));
        }
        claim(new FileRoute(plugin, path, loader, trimmed));
    }

    private static <M> Route.Call handling(Class<M> type, Handler<? super M> handler) {
        return (message, sender) -> {
            handler.handle(type.cast(message), sender);
            return null;
        };
    }

    private void claim(Claim claim) {
        table = table.with(claim);
    }

    /** A record's own shape, or those of all records that a sealed interface permits. */
    private Stream<Shape> shapes(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(this::shapes)
                : Stream.of(shape(type));
    }

    private Shape shape(Class<?> type) {
        Shape shape = shapes.of(type);
        boolean isOfTheSwitch =
                KINDS_OF_THE_SWITCH.contains(shape.kind())
                        || (!isBuiltIn && BUILT_IN.contains(shape.kind()));
        if (isOfTheSwitch) {
            throw new IllegalArgumentException(
                    "%s: the kind %s is spoken by the switch itself"
                            .formatted(type.getName(), shape.kind()));
        }
        return shape;
    }
}
