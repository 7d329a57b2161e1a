// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import com.codahale.metrics.health.HealthCheck;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells what is wrong with the certificates, or soon will be. It never fails: a switch without a
 * valid certificate still serves those who are connected, and a restart would not help.
 */
public final class CertificatesCheck extends HealthCheck {

    private final Supplier<List<String>> warnings;

    public CertificatesCheck(Supplier<List<String>> warnings) {
        this.warnings = warnings;
    }

    @Override
    protected Result check() {
        var now = warnings.get();
        var result = Result.builder().healthy();
        return now.isEmpty()
                ? result.build()
                : result.withMessage("%s", "warning: " + String.join("; ", now)).build();
    }
}
