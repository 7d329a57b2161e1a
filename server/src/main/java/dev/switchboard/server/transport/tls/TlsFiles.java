// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import dev.switchboard.server.config.ClientCertificates;
import dev.switchboard.server.config.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the files that the settings name. What fails, fails with a sentence for the operator.
 *
 * @param section the section of the settings, as in {@code listen.tls}
 * @param places what a relative path of the configuration means
 */
record TlsFiles(TlsSettings settings, String section, UnaryOperator<Path> places) {

    /** Reads one keystore, or one pair. */
    interface Source {
        KeyFiles read() throws IOException;
    }

    /** A keystore, or one pair of PEM files and perhaps more. */
    List<Source> sources() {
        var keystore = settings.keystoreFile();
        if (keystore.isPresent()) {
            return List.of(() -> new KeyFiles.Pkcs12(secret(keystore.get(), "keystore")));
        }
        List<Source> pairs = new ArrayList<>();
        pairs.add(
                () -> pair(settings.certificate().orElseThrow(), settings.key().orElseThrow(), ""));
        for (var each : settings.moreCertificates()) {
            String entry = "more-certificates[%d].".formatted(pairs.size() - 1);
            pairs.add(() -> pair(each.certificate(), each.key(), entry));
        }
        return pairs;
    }

    private KeyFiles pair(Path certificate, Path key, String entry) throws IOException {
        return new KeyFiles.Pem(
                TlsFile.read(places.apply(certificate), name(entry + "certificate")),
                secret(key, entry + "key"));
    }

    private TlsFile secret(Path file, String setting) throws IOException {
        return TlsFile.readSecret(places.apply(file), name(setting));
    }

    private String name(String setting) {
        return section + "." + setting;
    }

    /** The authorities of clients, if those are asked for certificates. */
    @Nullable TlsFile clientCa() throws IOException {
        var file = settings.clientCa();
        return file.isEmpty() || settings.clientCertificates() == ClientCertificates.NONE
                ? null
                : TlsFile.read(places.apply(file.get()), name("client-ca"));
    }
}
