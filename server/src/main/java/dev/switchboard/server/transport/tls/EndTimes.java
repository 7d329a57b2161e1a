// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport.tls;

import dev.switchboard.server.metrics.Family;
import dev.switchboard.server.metrics.Label;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.metrics.Reading;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Predicate;

/** When the certificates that clients are shown end, as metrics. Any thread. */
final class EndTimes {

    private static final int MOST_NAMES = 200;

    private final Family<Reading> byName;
    private volatile List<X509Certificate> shown = List.of();

    EndTimes(Meters meters) {
        meters.gauge(
                "switchboard_certificate_end_time_seconds",
                "When the first certificate of the switch ends; NaN without TLS.",
                () -> firstEnd(_ -> true));
        byName =
                meters.gauge(
                        "switchboard_certificate_name_end_time_seconds",
                        "When the certificate of a name ends; NaN if none has this name any more.",
                        Label.upTo(MOST_NAMES, "host"));
    }

    /** These are shown from now on. */
    void show(List<X509Certificate> certificates) {
        shown = certificates;
        for (var each : certificates) {
            String name = CertifiedKey.name(each);
            byName.of(name).from(() -> firstEnd(one -> CertifiedKey.name(one).equals(name)));
        }
    }

    private double firstEnd(Predicate<X509Certificate> which) {
        return shown.stream()
                .filter(which)
                .mapToDouble(each -> each.getNotAfter().toInstant().getEpochSecond())
                .min()
                .orElse(Double.NaN);
    }
}
