// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import dev.switchboard.server.config.ClientCertificates;
import dev.switchboard.server.config.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The files that the settings name, as they were at one moment: a keystore, or a certificate and a
 * key; and the authorities of clients, if those are asked. Two are equal if nothing has changed.
 */
record TlsFiles(
        @Nullable TlsFile keystore,
        @Nullable TlsFile certificate,
        @Nullable TlsFile key,
        @Nullable TlsFile clientCa) {

    /**
     * Fails with a sentence for the operator.
     *
     * @param section the section of the settings, as in {@code listen.tls}
     */
    static TlsFiles read(TlsSettings settings, String section, UnaryOperator<Path> places)
            throws IOException {
        var keystore = settings.keystoreFile().map(places);
        var certificate = settings.certificate().map(places);
        var key = settings.key().map(places);
        Optional<Path> clientCa =
                settings.clientCertificates() == ClientCertificates.NONE
                        ? Optional.empty()
                        : settings.clientCa().map(places);
        return new TlsFiles(
                keystore.isEmpty()
                        ? null
                        : TlsFile.readSecret(keystore.get(), section + ".keystore"),
                certificate.isEmpty()
                        ? null
                        : TlsFile.read(certificate.get(), section + ".certificate"),
                key.isEmpty() ? null : TlsFile.readSecret(key.get(), section + ".key"),
                clientCa.isEmpty() ? null : TlsFile.read(clientCa.get(), section + ".client-ca"));
    }
}
