// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** The certificates in a PEM file. */
final class PemCertificates {

    private PemCertificates() {}

    /** At least one, in the order of the file; fails with a sentence for the operator. */
    static List<X509Certificate> read(TlsFile file) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (var block : Pem.blocks(file)) {
            if (block.label().equals("CERTIFICATE")) {
                certificates.add(certificate(block.bytes(file), file));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " holds no certificate");
        }
        return certificates;
    }

    private static X509Certificate certificate(byte[] bytes, TlsFile file) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw new IOException(file + " is damaged in a CERTIFICATE", e);
        }
    }
}
