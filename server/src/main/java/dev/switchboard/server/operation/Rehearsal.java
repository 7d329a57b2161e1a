// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.server.admin.TokenFile;
import dev.switchboard.server.cli.CommandLine;
import dev.switchboard.server.cli.Commands.Findings;
import dev.switchboard.server.codec.ProtocolReference;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.log.Logs;
import dev.switchboard.server.plugin.MandatoryPluginMissing;
import dev.switchboard.server.plugin.PluginState;
import dev.switchboard.server.time.SystemTime;
import dev.switchboard.server.transport.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The commands {@code validate} and {@code protocol}: tries everything that can fail at a start,
 * but opens no port and leaves nothing behind. Plugins start and stop on an empty data folder that
 * is deleted afterwards, and what they schedule does not run, so that it can be done beside the
 * switch that serves.
 */
public record Rehearsal(Switchboard.Assembly assembly) {

    public Findings rehearse(CommandLine line, Configuration configuration) throws IOException {
        Logs.silence(); // everything that plugins are refused for is in their sentences
        Settings settings = configuration.settings();
        List<String> failures = new ArrayList<>();
        List<String> warnings = new ArrayList<>(Warnings.of(settings));
        String protocol = "";
        Path scratch = Files.createTempDirectory("switchboard-validate");
        try (var switchboard =
                assembly.assemble(
                        new LiveSettings(configuration),
                        path ->
                                path.equals(settings.plugins().data())
                                        ? scratch
                                        : line.folders().resolve(path),
                        SystemTime.mute())) {
            warnings.addAll(foreign("listen.host", settings.listen().host()));
            if (settings.admin().enabled()) {
                warnings.addAll(foreign("admin.host", settings.admin().host()));
                try {
                    TokenFile.in(line.folders().data()).read();
                } catch (IOException unreadable) {
                    failures.add(String.valueOf(unreadable.getMessage()));
                }
            }
            var admin = settings.admin();
            var ofAdmin =
                    new Tls(
                            admin.tls(),
                            "admin.tls",
                            line.folders()::resolve,
                            SystemTime.mute(),
                            _ -> {});
            var certificates = Certificates.of(switchboard.tls(), ofAdmin, admin);
            try {
                certificates.read();
                warnings.addAll(certificates.warnings());
            } catch (IOException unreadable) {
                failures.add(String.valueOf(unreadable.getMessage()));
            }
            try {
                switchboard.plugins().start();
                switchboard.plugins().describe().stream()
                        .filter(plugin -> plugin.state() instanceof PluginState.Failed)
                        .map(plugin -> "plugin " + plugin.id() + " " + plugin.state().sentence())
                        .forEach(failures::add);
                warnings.addAll(
                        Warnings.of(
                                settings.rights(), WhoMay.actions(switchboard.plugins().kinds())));
                protocol = ProtocolReference.render(switchboard.plugins().kinds());
            } catch (MandatoryPluginMissing missing) {
                failures.add(String.valueOf(missing.getMessage()));
            }
            warnings.addAll(switchboard.plugins().warnings());
        } finally {
            delete(scratch);
        }
        return new Findings(failures, warnings, protocol);
    }

    /**
     * A warning only: the configuration may be for another machine than the one it is checked on.
     */
    private static List<String> foreign(String key, String host) {
        try {
            InetAddress address = InetAddress.getByName(host);
            boolean isOwn =
                    address.isAnyLocalAddress()
                            || NetworkInterface.getByInetAddress(address) != null;
            return isOwn
                    ? List.of()
                    : List.of("%s = %s is no address of this machine".formatted(key, host));
        } catch (IOException unknown) {
            return List.of("%s = %s is no host that this machine knows".formatted(key, host));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
