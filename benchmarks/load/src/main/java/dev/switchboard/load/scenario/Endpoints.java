// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Endpoint;
import dev.switchboard.load.client.Template;
import dev.switchboard.load.client.Trust;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.option.ScenarioName;
import dev.switchboard.load.option.WrongUsage;
import dev.switchboard.load.server.Target;
import dev.switchboard.load.server.Targets;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;

/** From what was typed to where clients connect. */
final class Endpoints {
    /** One address has some 28,000 ports; a few less, for others need some too. */
    private static final int CONNECTIONS_PER_ADDRESS = 20_000;

    private static final int MOST = 250;

    private Endpoints() {}

    static Endpoint of(Options options, Target target, Template path) {
        String host = target.url().getHost().replaceAll("[\\[\\]]", "");
        InetSocketAddress address = new InetSocketAddress(host, target.port());
        if (address.isUnresolved()) {
            throw new WrongUsage("there is no host called '%s'".formatted(host));
        }
        Optional<SSLContext> tls =
                target.isSecure()
                        ? Optional.of(Trust.context(options.has(Option.INSECURE)))
                        : Optional.empty();
        return new Endpoint(
                address,
                target.url().getHost() + ":" + target.port(),
                path,
                options.all(Option.HEADER).stream().map(Template::new).toList(),
                options.text(Option.SUBPROTOCOL),
                tls,
                sources(options, target));
    }

    private static List<String> sources(Options options, Target target) {
        boolean isLoopback = Targets.isLocal(target.url());
        int wanted = options.count(Option.SOURCE_ADDRESSES).orElse(0);
        if (options.has(Option.SOURCE_ADDRESSES) && !isLoopback && wanted > 1) {
            throw new WrongUsage("--source-addresses is for a server on 127.0.0.1 only");
        }
        int connections = options.count(Option.CONNECTIONS).orElse(0);
        boolean comesTwice = options.scenario() == ScenarioName.STORM;
        int needed = 1 + connections * (comesTwice ? 2 : 1) / CONNECTIONS_PER_ADDRESS;
        int count = Math.min(MOST, wanted > 0 ? wanted : needed);
        return isLoopback && count > 1
                ? IntStream.rangeClosed(1, count).mapToObj(i -> "127.0.0." + i).toList()
                : List.of();
    }
}
