// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for 127.0.0.1, as files for the switch and for proxies. */
final class Certificate {
    static final String PASSWORD = "open sesame";

    private final Path folder;
    private final KeyStore store;

    /** Makes one, in this folder. */
    Certificate(Path folder) throws IOException, GeneralSecurityException {
        this.folder = folder;
        Outcome outcome =
                Outcome.of(
                        new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keystore",
                                keystore().toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                PASSWORD,
                                "-alias",
                                "site",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=ip:127.0.0.1"));
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
        Files.setPosixFilePermissions(keystore(), PosixFilePermissions.fromString("rw-------"));
        store = KeyStore.getInstance(keystore().toFile(), PASSWORD.toCharArray());
    }

    /** All of it, for the switch. */
    Path keystore() {
        return folder.resolve("keystore.p12");
    }

    Path chainFile() throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve("fullchain.pem"), chain());
    }

    Path keyFile() throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve("privkey.pem"), key());
    }

    /** Both in one. */
    Path bothFile() throws IOException, GeneralSecurityException {
        return Files.writeString(folder.resolve("site.pem"), chain() + key());
    }

    private String chain() throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate("site").getEncoded());
    }

    private String key() throws GeneralSecurityException {
        return pem("PRIVATE KEY", store.getKey("site", PASSWORD.toCharArray()).getEncoded());
    }

    private static String pem(String what, byte[] bytes) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what);
    }

    /** Makes sockets that trust it. */
    SSLSocketFactory trusting() throws IOException, GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context.getSocketFactory();
    }

    /** For a server of the test's own that has it. */
    SSLContext serving() throws GeneralSecurityException {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /** A file for those who are to trust it, with a password that has no space. */
    Path truststore(String password) throws IOException, GeneralSecurityException {
        Path file = folder.resolve("truststore.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted().store(out, password.toCharArray());
        }
        return file;
    }

    private KeyStore trusted() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("site", store.getCertificate("site"));
        return trusted;
    }
}
