// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.load.client.Endpoint;
import dev.switchboard.load.client.Template;
import dev.switchboard.load.client.Trust;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where the switch under attack listens. Attackers and honest clients come from different addresses
 * of the loopback, so that the limits of the one are not those of the other.
 *
 * @param isSecure whether TLS is spoken there
 * @param folder of the switch, for its operator
 */
public record Ground(int port, int adminPort, boolean isSecure, Path folder) {
    private static final int HONEST_ADDRESSES = 20;

    /** Where attackers connect, coming from so many addresses. */
    public Endpoint forAttackers(String path, int addresses) {
        return endpoint(path, attackers(addresses));
    }

    public Endpoint forHonest(String path) {
        return endpoint(path, sources(1, HONEST_ADDRESSES));
    }

    /** For those who take part in an attack, and do nothing wrong. */
    Endpoint forInnocent(String path) {
        return endpoint(path, sources(2, HONEST_ADDRESSES));
    }

    static List<String> attackers(int addresses) {
        return sources(0, addresses);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    InetSocketAddress admin() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), adminPort);
    }

    private Endpoint endpoint(String path, List<String> sources) {
        return new Endpoint(
                address(),
                "127.0.0.1:" + port,
                new Template(path),
                List.of(),
                Optional.empty(),
                isSecure ? Optional.of(Trust.context(true)) : Optional.empty(),
                sources);
    }

    private static List<String> sources(int net, int count) {
        return IntStream.range(2, 2 + count).mapToObj(i -> "127.0." + net + "." + i).toList();
    }
}
