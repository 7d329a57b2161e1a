// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.server;

import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.option.WrongUsage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Finds what is to be measured; what it has started for that ends with it. */
public final class Targets implements AutoCloseable {
    private final Options options;
    private final Optional<Path> home;
    private final Optional<Path> run;
    private @Nullable OwnSwitch own;

    /**
     * @param home the installation that this generator belongs to, if any
     * @param run where its switch leaves its address
     */
    public Targets(Options options, Optional<Path> home, Optional<Path> run) {
        this.options = options;
        this.home = home;
        this.run = run;
    }

    public Target find() throws IOException, InterruptedException {
        Optional<Target> running = run.isPresent() ? RunningSwitch.in(run.get()) : Optional.empty();
        if (options.has(Option.URL)) {
            Target named = named(options.text(Option.URL).orElseThrow());
            boolean isOurs =
                    running.isPresent()
                            && running.get().port() == named.port()
                            && isLocal(named.url());
            return isOurs && named.pid().isEmpty()
                    ? new Target(named.url(), running.get().pid(), named.description())
                    : named;
        }
        if (running.isPresent()) {
            return running.get();
        }
        if (home.isEmpty() || !Files.isExecutable(home.get().resolve("bin/switchboard"))) {
            throw new WrongUsage("there is no switch here to measure; name one with --url");
        }
        own = OwnSwitch.start(home.get());
        return own.target();
    }

    @Override
    public void close() throws IOException {
        if (own != null) {
            own.close();
        }
    }

    private Target named(String text) {
        URI url;
        try {
            // A percent sign is the beginning of a hole, as in a message; an address must escape
            // it.
            url = URI.create(text.replace("%", "%25"));
        } catch (IllegalArgumentException broken) {
            throw new WrongUsage("--url '%s' is no address".formatted(text));
        }
        if (url.getHost() == null
                || !("ws".equals(url.getScheme()) || "wss".equals(url.getScheme()))) {
            throw new WrongUsage(
                    "--url must begin with ws://host or wss://host, not '%s'".formatted(text));
        }
        OptionalLong pid =
                options.has(Option.PID)
                        ? OptionalLong.of(options.count(Option.PID).orElseThrow())
                        : isLocal(url) ? Listener.of(port(url)) : OptionalLong.empty();
        return new Target(url, pid, text);
    }

    private static int port(URI url) {
        return new Target(url, OptionalLong.empty(), "").port();
    }

    /** Is it this machine? */
    public static boolean isLocal(URI url) {
        String host = url.getHost();
        return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
    }
}
