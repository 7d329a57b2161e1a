// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.GateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;

/**
 * Keeps web pages of other sites out (cross-site WebSocket hijacking): a browser says in {@code
 * Origin} which page opens the connection. Without a list, that must be the host the browser thinks
 * it talks to; and that name must be the machine's, or come by a proxy that is trusted, for the
 * browser may have been deceived about where that host is.
 */
final class Origins {

    private static final AllowedHosts OURS = new AllowedHosts(machine());

    private Origins() {}

    /** The machine's name; empty where the system does not tell it without asking the network. */
    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException | RuntimeException e) {
            return "";
        }
    }

    /** Whether the page that wants to connect may. */
    static boolean allow(Request request, GateSettings settings) {
        List<String> origins = request.getHeaders().getValuesList(HttpHeader.ORIGIN);
        if (origins.isEmpty()) {
            return settings.allowMissingOrigin();
        }
        if (settings.allowsAnyOrigin()) {
            return true;
        }
        if (origins.size() > 1) {
            return false;
        }
        String origin = origins.getFirst().toLowerCase(Locale.ROOT);
        return settings.origins().isEmpty()
                ? isSameHost(origin, request)
                        && (OURS.answersTo(Request.getServerName(request))
                                || Forwarded.isByTrusted(request, settings))
                : settings.origins().stream()
                        .anyMatch(allowed -> allowed.toLowerCase(Locale.ROOT).equals(origin));
    }

    /** The scheme is not compared: TLS may end at a proxy, where this side does not see it. */
    private static boolean isSameHost(String origin, Request request) {
        String host =
                request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2
                        ? request.getHttpURI().getAuthority()
                        : request.getHeaders().get(HttpHeader.HOST);
        if (host == null) {
            return false;
        }
        String lower = host.toLowerCase(Locale.ROOT);
        return origin.equals("http://" + lower) || origin.equals("https://" + lower);
    }
}
