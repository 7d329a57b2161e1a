// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.GateSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * Who a request really comes from. What a proxy says is believed only if the operator trusts that
 * proxy; the nearest address that is not a trusted proxy is the client.
 */
final class Forwarded {

    private Forwarded() {}

    static InetAddress address(Request request, GateSettings settings) {
        InetAddress nearest = peer(request);
        if (!isTrusted(nearest, settings)) {
            return nearest;
        }
        var header = settings.addressHeader();
        var lines = request.getHeaders().getValuesList(header.spelling());
        for (var hop : ForwardedHops.nearestFirst(header, lines)) {
            if (hop.isEmpty() || !isTrusted(nearest, settings)) {
                return nearest;
            }
            nearest = hop.get();
        }
        return nearest;
    }

    /**
     * The user that a trusted proxy names. Nobody, if there are {@linkplain #namesSeveralUsers
     * several names}.
     */
    static Optional<String> user(Request request, GateSettings settings) {
        var names = names(request, settings);
        return names.size() == 1
                ? Optional.of(names.getFirst()).filter(name -> !name.isBlank())
                : Optional.empty();
    }

    /** Whether there are several names: one of them may be what the client said of itself. */
    static boolean namesSeveralUsers(Request request, GateSettings settings) {
        return names(request, settings).size() > 1;
    }

    private static List<String> names(Request request, GateSettings settings) {
        return settings.userHeader()
                .filter(_ -> isByTrusted(request, settings))
                .map(header -> request.getHeaders().getValuesList(header))
                .orElse(List.of());
    }

    /** Whether it comes through a proxy that is trusted. */
    static boolean isByTrusted(Request request, GateSettings settings) {
        return isTrusted(peer(request), settings);
    }

    /** Who is at the other end of the socket. */
    static InetAddress peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static boolean isTrusted(InetAddress address, GateSettings settings) {
        return settings.trustedProxies().stream().anyMatch(range -> range.contains(address));
    }
}
