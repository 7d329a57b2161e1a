// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import dev.switchboard.server.config.value.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;

/** A certificate with which a client of the switch makes itself known, and its key: PEM files. */
public record ShownCertificate(Path certificate, Path key) {

    /**
     * For a client that shows it, and trusts these certificates alone; fails with a sentence for
     * the operator.
     *
     * @param name how certificate and key are called, as a setting or variable
     */
    public SSLContext context(List<X509Certificate> trusted, String name)
            throws IOException, GeneralSecurityException {
        var files =
                new KeyFiles.Pem(TlsFile.read(certificate, name), TlsFile.readSecret(key, name));
        // No key is encrypted by it, as there is nobody to ask.
        var password = new Password("its password", new Secret(""));
        return OwnCertificate.context(trusted, Credentials.of(files.open(password)).managers());
    }
}
