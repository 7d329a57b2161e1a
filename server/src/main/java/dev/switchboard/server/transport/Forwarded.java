// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.GateSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Who a request really comes from. What a proxy says is believed only if the operator trusts that
 * proxy; the nearest address that is not a trusted proxy is the client.
 */
final class Forwarded {

    /** Nothing else is handed to the resolver, so no name is ever looked up. */
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}|[0-9A-Fa-f:.]{2,45}");

    private Forwarded() {}

    static InetAddress address(Request request, GateSettings settings) {
        InetAddress nearest = peer(request);
        List<String> hops = request.getHeaders().getCSV(HttpHeader.X_FORWARDED_FOR, false);
        for (int hop = hops.size() - 1; hop >= 0 && isTrusted(nearest, settings); hop--) {
            var named = parse(hops.get(hop));
            if (named.isEmpty()) {
                return nearest;
            }
            nearest = named.get();
        }
        return nearest;
    }

    /** The user that a trusted proxy names. */
    static Optional<String> user(Request request, GateSettings settings) {
        return settings.userHeader()
                .filter(header -> isTrusted(peer(request), settings))
                .flatMap(header -> Optional.ofNullable(request.getHeaders().get(header)))
                .filter(name -> !name.isBlank());
    }

    private static InetAddress peer(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress()
                        instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }

    private static boolean isTrusted(InetAddress address, GateSettings settings) {
        return settings.trustedProxies().stream().anyMatch(range -> range.contains(address));
    }

    private static Optional<InetAddress> parse(String hop) {
        String text = hop.strip();
        if (text.startsWith("[") && text.contains("]")) {
            text = text.substring(1, text.indexOf(']'));
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.contains(":")) {
            text = text.substring(0, text.indexOf(':')); // an IPv4 address with a port
        }
        try {
            return ADDRESS.matcher(text).matches()
                    ? Optional.of(InetAddress.getByName(text))
                    : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
