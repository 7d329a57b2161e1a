// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the engine of each connection by the certificates that are in force when it begins. Jetty's
 * own factory can be reloaded, too, but empties its tables for that, and a handshake that goes on
 * meanwhile fails; and if the new certificates do not work, none does. So each set of certificates
 * gets a factory of its own, which is started before it is used and never stopped: a handshake ends
 * by the one that it began with.
 *
 * <p>Jetty's threads ask it; whoever renews certificates replaces the factory in one write.
 */
final class Engines extends SslContextFactory.Server {

    /**
     * With a fresh secret for each connection, and with encryption that also authenticates. TLS 1.3
     * has no others; TLS 1.2 has many, for clients of another age.
     */
    private static final String[] SUITES = {
        "TLS_(AES|CHACHA20)_.*", "TLS_ECDHE_.*_(GCM|CHACHA20)_.*"
    };

    private volatile @Nullable Server inForce;

    Engines() {
        setRenegotiationAllowed(false);
    }

    /** A factory that works; fails with a sentence for the operator. */
    static Server with(Credentials credentials) throws IOException {
        var factory = new Server();
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setIncludeCipherSuites(SUITES);
        factory.setRenegotiationAllowed(false);
        factory.setKeyStore(credentials.keys());
        factory.setKeyStorePassword(credentials.password().reveal());
        factory.setCertAlias(credentials.aliases().getFirst());
        try {
            factory.start();
            return factory;
        } catch (Exception e) {
            throw new IOException("TLS does not work with its files: " + e.getMessage(), e);
        }
    }

    /** Has the engines made by this one from now on. */
    void use(Server next) {
        inForce = next;
    }

    @Override
    protected void doStart() throws Exception {
        // Otherwise it would make a context of its own that nobody uses.
        setSslContext(current().getSslContext());
        super.doStart();
    }

    @Override
    public SSLEngine newSSLEngine() {
        return current().newSSLEngine();
    }

    @Override
    public SSLEngine newSSLEngine(String host, int port) {
        return current().newSSLEngine(host, port);
    }

    @Override
    public SSLEngine newSSLEngine(@Nullable InetSocketAddress address) {
        return current().newSSLEngine(address);
    }

    private Server current() {
        return Objects.requireNonNull(inForce, "no certificate is read");
    }
}
