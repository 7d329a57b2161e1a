// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.server.config.ProxyProtocol;
import dev.switchboard.server.config.RightsSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.binding.Key;
import dev.switchboard.server.text.Spelling;
import dev.switchboard.server.transport.tls.Tls;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What is allowed, but what the operator should know. */
final class Warnings {
    private static final Duration SOON = Duration.ofDays(14);

    private Warnings() {}

    static List<String> of(Settings settings) {
        List<String> warnings = new ArrayList<>();
        if (settings.gate().allowsAnyOrigin()) {
            warnings.add(
                    "gate.origins has \"*\": every web page may connect in its visitor's name");
        }
        var admin = settings.admin();
        if (admin.enabled() && !admin.isOnLoopback()) {
            warnings.add(
                    ("admin.host = %s: everything there but /livez and /readyz needs a token, which"
                                    + " bin/switchboard admin-token makes%s")
                            .formatted(
                                    admin.host(),
                                    admin.tls().enabled()
                                            ? ""
                                            : "; without admin.tls, tokens can be read on their way"));
        }
        var dryRun = settings.limits().dryRun();
        if (!dryRun.isEmpty()) {
            warnings.add("limits.dry-run = %s: these limits hold nobody back".formatted(dryRun));
        }
        var proxyProtocol = settings.listen().proxyProtocol();
        if (proxyProtocol != ProxyProtocol.OFF && settings.gate().trustedProxies().isEmpty()) {
            warnings.add(
                    "listen.proxy-protocol = %s, but gate.trusted-proxies is empty: nobody may speak it"
                            .formatted(Key.of(proxyProtocol)));
        }
        doNotGoTogether(settings).ifPresent(warnings::add);
        return warnings;
    }

    private static Optional<String> doNotGoTogether(Settings settings) {
        var burst = settings.messages().bytesBurst();
        var outbox = settings.delivery().outbox().bytes();
        if (burst.bytes() <= outbox.bytes()) {
            return Optional.empty();
        }
        return Optional.of(
                ("messages.bytes-burst = %s, but delivery.outbox.bytes = %s: one client may send at"
                                + " once more than another can take that reads without a pause")
                        .formatted(burst, outbox));
    }

    /** Rules that decide nothing, or are about nothing. */
    static List<String> of(RightsSettings rights, Set<String> actions) {
        var warnings = new ArrayList<String>();
        var rules = rights.rules();
        for (int at = 0; at < rules.size(); at++) {
            var rule = rules.get(at);
            int number = at + 1;
            rule.actions().stream()
                    .filter(action ->
                            !action.equals(RightsSettings.ANY) && !actions.contains(action))
                    .map(action ->
                            "rule %d of rights.rules names the action %s, but no kind needs that%s"
                                    .formatted(number, action, Spelling.advice(action, actions)))
                    .forEach(warnings::add);
            IntStream.range(0, at)
                    .filter(before -> rules.get(before).coversAllOf(rule))
                    .mapToObj(before ->
                            "rule %d of rights.rules decides nothing: rule %d always does before"
                                    .formatted(number, before + 1))
                    .findFirst()
                    .ifPresent(warnings::add);
        }
        return warnings;
    }

    /** What is wrong with the certificates, or soon will be. */
    static List<String> of(Tls tls) {
        var now = Instant.now();
        var warnings = new ArrayList<String>();
        tls.trouble().ifPresent(warnings::add);
        tls.certificates().forEach(each -> of(each, now).ifPresent(warnings::add));
        return warnings;
    }

    static Optional<String> of(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        Instant begin = certificate.getNotBefore().toInstant();
        String name = "the certificate of " + Tls.owner(certificate);
        if (end.isBefore(now)) {
            return Optional.of("%s ended at %s: clients will refuse it".formatted(name, end));
        }
        if (begin.isAfter(now)) {
            return Optional.of(
                    "%s does not begin before %s: clients will refuse it".formatted(name, begin));
        }
        return end.isBefore(now.plus(SOON))
                ? Optional.of("%s ends at %s".formatted(name, end))
                : Optional.empty();
    }
}
