// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import dev.switchboard.server.config.ClientCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
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

    /**
     * A factory that works; fails with a sentence for the operator.
     *
     * @param authorities those whose signature the certificate of a client needs
     */
    static Server with(
            Credentials credentials,
            ClientCertificates ofClients,
            List<X509Certificate> authorities)
            throws IOException {
        var factory = new Works(credentials.certificates());
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setIncludeCipherSuites(SUITES);
        factory.setRenegotiationAllowed(false);
        factory.setKeyStore(credentials.store());
        factory.setKeyStorePassword(Credentials.PASSWORD);
        factory.setCertAlias(Credentials.first());
        factory.setWantClientAuth(ofClients == ClientCertificates.WANTED);
        factory.setNeedClientAuth(ofClients == ClientCertificates.REQUIRED);
        try {
            factory.setTrustStore(trusting(authorities));
            factory.start();
            return factory;
        } catch (Exception e) {
            throw new IOException("TLS does not work with its files: " + e.getMessage(), e);
        }
    }

    private static KeyStore trusting(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (var authority : authorities) {
            trusted.setCertificateEntry("authority " + trusted.size(), authority);
        }
        return trusted;
    }

    /** One set of certificates at work. */
    private static final class Works extends Server {

        private final List<X509Certificate> own;

        Works(List<X509Certificate> own) {
            this.own = own;
        }

        @Override
        protected TrustManager[] getTrustManagers(KeyStore trusted, Collection<? extends CRL> crls)
                throws Exception {
            return Stream.of(super.getTrustManagers(trusted, crls))
                    .map(each ->
                            each instanceof X509ExtendedTrustManager authorities
                                    ? new ClientTrust(authorities, own)
                                    : each)
                    .toArray(TrustManager[]::new);
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
