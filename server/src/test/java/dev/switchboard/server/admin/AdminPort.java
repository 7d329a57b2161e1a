// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import com.codahale.metrics.health.HealthCheckRegistry;
import dev.switchboard.server.config.AdminSettings;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.server.transport.tls.Tls;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The admin port of a switch that only writes down what it was told. */
public final class AdminPort {

    /** The text of the token of the run. */
    public static final String TOKEN = "s3cret";

    final Ledger ledger = new Ledger();
    final HealthCheckRegistry checks = new HealthCheckRegistry();
    final VirtualTime time = new VirtualTime();
    final Meters meters = new Meters(time);
    final TokenFile tokens;
    private final Path folder;
    private final String token;
    private final Consumer<List<X509Certificate>> shown;

    /** Its tokens are in this folder, and its run has the token {@link #TOKEN}. */
    AdminPort(Path folder) {
        this(folder, TOKEN, _ -> {});
    }

    /**
     * @param token that of the run
     * @param shown told the certificates that it shows
     */
    public AdminPort(Path folder, String token, Consumer<List<X509Certificate>> shown) {
        this.folder = folder;
        this.tokens = TokenFile.in(folder);
        this.token = token;
        this.shown = shown;
    }

    /** What it was ordered. */
    public List<String> orders() {
        return List.copyOf(ledger.orders);
    }

    /** One on a free port of loopback that is not started; these settings say otherwise. */
    public AdminServer server(String settings) {
        var admin = settings("admin.port = 0\n" + settings);
        UnaryOperator<Path> places = folder::resolve;
        return new AdminServer(
                admin,
                token,
                tokens,
                new Tls(admin.tls(), "admin.tls", places, time, shown),
                ledger,
                meters,
                checks,
                time);
    }

    private static AdminSettings settings(String text) {
        try {
            return Configuration.of(text).settings().admin();
        } catch (ConfigurationException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
