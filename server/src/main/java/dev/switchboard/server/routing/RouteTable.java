// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.server.codec.KindDescription;
import dev.switchboard.server.codec.KindDescription.Direction;
import dev.switchboard.server.codec.Kinds;
import dev.switchboard.server.codec.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which plugin owns which kind of message and which path, and which kinds are sent. Immutable: a
 * claim gives a new table, or is refused because another plugin was first.
 */
public final class RouteTable implements Kinds<Route> {

    /** The paths on which messages have kinds; they belong to the switch itself. */
    public static final Set<String> KIND_PATHS = Set.of("/", "/ws");

    /** The table of a switch without plugins. */
    public static final RouteTable EMPTY = new RouteTable(List.of(), List.of());

    private final List<Claim> claims;
    private final List<KindDescription> emitted;
    private final Map<String, Route> routes;
    private final Map<String, RawRoute> endpoints;
    private final List<FileRoute> files;
    private final List<AuthenticatorRoute> authenticators;
    private final List<AuthorizerRoute> authorizers;

    private RouteTable(List<Claim> claims, List<KindDescription> emitted) {
        this.claims = List.copyOf(claims);
        this.emitted = List.copyOf(emitted);
        this.routes = byName(Route.class, Route::kind);
        this.endpoints = byName(RawRoute.class, RawRoute::path);
        this.files =
                claimed(FileRoute.class)
                        .sorted(Comparator.comparingInt(route -> -route.path().length()))
                        .toList();
        this.authenticators = claimed(AuthenticatorRoute.class).toList();
        this.authorizers = claimed(AuthorizerRoute.class).toList();
    }

    /**
     * This table and one more claim.
     *
     * @throws ClaimConflict if somebody owns it already
     */
    public RouteTable with(Claim claim) {
        for (Claim first : claims) {
            if (first.subject().equals(claim.subject())) {
                throw new ClaimConflict(first, claim);
            }
        }
        return new RouteTable(append(claims, claim), emitted);
    }

    /** This table and one more kind that is sent. Several plugins may send the same. */
    public RouteTable with(KindDescription sent) {
        return emitted.contains(sent) ? this : new RouteTable(claims, append(emitted, sent));
    }

    @Override
    public @Nullable Route find(String kind) {
        return routes.get(kind);
    }

    @Override
    public Shape shape(Route found) {
        return found.message();
    }

    @Override
    public Collection<String> names() {
        return routes.keySet();
    }

    /** The way of the messages on a path; null if nobody owns it. */
    @Nullable RawRoute endpoint(String path) {
        return endpoints.get(path);
    }

    /** Where to look for a file that is asked for by this path: the longest prefix wins. */
    public Optional<FileRoute> files(String path) {
        return files.stream().filter(route -> path.startsWith(route.path())).findFirst();
    }

    /** Who is to be asked who a client is, in this order. */
    public List<AuthenticatorRoute> authenticators() {
        return authenticators;
    }

    /** Who is to be asked what a client may do, in this order. */
    public List<AuthorizerRoute> authorizers() {
        return authorizers;
    }

    /** Everything that is owned, in the order of the claims. */
    public List<Claim> claims() {
        return claims;
    }

    /** Every kind that comes in or goes out, for the protocol reference. */
    public List<KindDescription> kinds() {
        return Stream.concat(claimed(Route.class).map(RouteTable::description), emitted.stream())
                .toList();
    }

    private static KindDescription description(Route route) {
        return new KindDescription(route.plugin(), Direction.IN, route.message(), route.reply());
    }

    private <C extends Claim> Map<String, C> byName(Class<C> type, Function<C, String> name) {
        return claimed(type).collect(Collectors.toUnmodifiableMap(name, Function.identity()));
    }

    private <C extends Claim> Stream<C> claimed(Class<C> type) {
        return claims.stream().filter(type::isInstance).map(type::cast);
    }

    private static <E> List<E> append(Collection<E> elements, E last) {
        List<E> all = new ArrayList<>(elements);
        all.add(last);
        return all;
    }
}
