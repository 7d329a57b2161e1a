// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.GateSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * Who a request really comes from. What a proxy says is believed only if the operator trusts that
 * proxy; the nearest address that is not a trusted proxy is the client.
 */
final class Forwarded {

    /** An IPv4 address in four parts, maybe with a port; the JDK would also take fewer. */
    private static final Pattern IPV4 =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d{1,5})?");

    /** An IPv6 address, in brackets if with a port. A name never has two colons. */
    private static final Pattern IPV6 =
            Pattern.compile("([0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)");

    private static final Pattern IN_BRACKETS = Pattern.compile("\\[" + IPV6 + "](?::\\d{1,5})?");

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

    /** Takes addresses only, and asks the DNS for nothing: this runs where nothing may block. */
    private static Optional<InetAddress> parse(String hop) {
        return Stream.of(IPV4, IPV6, IN_BRACKETS)
                .map(form -> form.matcher(hop))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst()
                .flatMap(Forwarded::literal);
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
