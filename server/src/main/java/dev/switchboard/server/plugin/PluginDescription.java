// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.server.plugin.PluginState.Phase;
import dev.switchboard.server.routing.AuthenticatorRoute;
import dev.switchboard.server.routing.AuthorizerRoute;
import dev.switchboard.server.routing.Claim;
import dev.switchboard.server.routing.FileRoute;
import dev.switchboard.server.routing.RawRoute;
import dev.switchboard.server.routing.Route;
import java.util.ArrayList;
import java.util.List;

/**
 * What an operator is told of a plugin.
 *
 * @param version empty if its manifest could not be read
 * @param description its own sentence; may be empty
 * @param kinds the kinds of message that it understands
 * @param paths the paths that it owns
 * @param callsInFlight calls of its code that are not over
 * @param stuckCalls those of them that were interrupted and run on
 */
public record PluginDescription(
        String id,
        String version,
        String description,
        PluginState state,
        List<String> kinds,
        List<String> paths,
        int callsInFlight,
        int stuckCalls) {

    private PluginDescription(String id, String version, String description) {
        this(id, version, description, Phase.DISCOVERED, List.of(), List.of(), 0, 0);
    }

    static PluginDescription of(PluginManifest manifest) {
        return new PluginDescription(manifest.id(), manifest.version(), manifest.description());
    }

    /** A plugin of which nothing is known but where it lies. */
    static PluginDescription of(PluginFolder folder) {
        return new PluginDescription(folder.id(), "", "");
    }

    PluginDescription in(PluginState next) {
        return new PluginDescription(
                id, version, description, next, kinds, paths, callsInFlight, stuckCalls);
    }

    PluginDescription with(int inFlight, int stuck) {
        return new PluginDescription(
                id, version, description, state, kinds, paths, inFlight, stuck);
    }

    /** The same plugin as an owner of those claims that are its own. */
    PluginDescription owning(List<Claim> claims) {
        List<String> ownKinds = new ArrayList<>();
        List<String> ownPaths = new ArrayList<>();
        for (Claim claim : claims) {
            if (claim.plugin().equals(id)) {
                switch (claim) {
                    case Route route -> ownKinds.add(route.kind());
                    case RawRoute route -> ownPaths.add(route.path());
                    case FileRoute route -> ownPaths.add(route.path());
                    case AuthenticatorRoute _, AuthorizerRoute _ -> {}
                }
            }
        }
        return new PluginDescription(
                id,
                version,
                description,
                state,
                List.copyOf(ownKinds),
                List.copyOf(ownPaths),
                callsInFlight,
                stuckCalls);
    }
}
