// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.TlsSettings;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/** How the switch speaks TLS, if it does. Read and started by one thread; asked by any. */
public final class Tls {

    private final TlsSettings settings;
    private final UnaryOperator<Path> places;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();

    /** Once they are read. */
    private volatile @Nullable Credentials credentials;

    /**
     * Reads nothing yet.
     *
     * @param places what a relative path of the configuration means
     */
    @Inject
    public Tls(Supplier<Settings> inForce, UnaryOperator<Path> places) {
        settings = inForce.get().listen().tls();
        this.places = places;
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    }

    /** Whether clients are to speak it. */
    public boolean isEnabled() {
        return settings.enabled();
    }

    /** Reads certificate and key, if TLS is spoken; fails with a sentence for the operator. */
    public void read() throws IOException {
        if (isEnabled()) {
            var read = Credentials.of(TlsFiles.read(settings, places), settings.password());
            factory.setKeyStore(read.keys());
            factory.setKeyStorePassword(read.password().reveal());
            credentials = read;
        }
    }

    /**
     * What Jetty makes the engine of each connection by; works once certificate and key are read.
     */
    public SslContextFactory.Server factory() {
        return factory;
    }

    /** The certificates that it shows, once they are read. */
    public List<X509Certificate> certificates() {
        var read = credentials;
        return read == null ? List.of() : read.certificates();
    }
}
