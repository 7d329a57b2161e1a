// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import dev.switchboard.load.server.RaisedLimits;
import dev.switchboard.load.server.SwitchCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/**
 * The switch as its tarball holds it: default plugins, metrics on. What is measured differs from
 * what is shipped by its limits only.
 *
 * @param name tells it from other builds of the switch; empty if it is the only one
 * @param home the unpacked tarball
 */
public record SwitchTree(String name, Path home, List<String> versions) implements Contender {
    private static final String PASSWORD = "comparison";

    @Override
    public String id() {
        return name.isEmpty() ? SWITCH : SWITCH + "-" + name;
    }

    @Override
    public Identity identity() {
        return new Identity(
                id(),
                name.isEmpty() ? "Switchboard" : "Switchboard, " + name,
                "Java",
                "From its tarball: default plugins, metrics, limits for size, rate and slow readers.",
                versions);
    }

    @Override
    public boolean takesPartIn(Scenario scenario) {
        return true;
    }

    @Override
    public Mode mode(Stage stage) {
        return stage == Stage.ECHO ? Mode.ECHO : Mode.ROOMS;
    }

    @Override
    public boolean packsLines() {
        return false;
    }

    @Override
    public boolean isCompiled() {
        return false;
    }

    @Override
    public ProcessBuilder command(Stage stage, int port, Path folder) throws IOException {
        String tls = stage == Stage.SECURE ? tls(folder) : "";
        ProcessBuilder command =
                SwitchCommand.in(folder, home, port, RaisedLimits.CONFIGURATION + tls);
        RaisedLimits.raise(command);
        if (!Files.exists(home.resolve("runtime"))) {
            command.environment().put("SWITCHBOARD_JAVA_HOME", System.getProperty("java.home"));
        }
        if (stage == Stage.PAUSES) {
            command.environment()
                    .put(
                            "SWITCHBOARD_JAVA_OPTS",
                            "-Xlog:gc,safepoint:file=" + folder.resolve("gc.log") + ":uptime");
        }
        return command.directory(folder.toFile());
    }

    /** Settings for TLS, with a certificate for this run alone. */
    public static String tls(Path folder) throws IOException {
        Path store = folder.resolve("store.p12");
        Commands.run(
                folder,
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "switch",
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-dname",
                "CN=localhost",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString());
        Files.setPosixFilePermissions(store, PosixFilePermissions.fromString("rw-------"));
        return """
        listen.tls.enabled = true
        listen.tls.keystore = "%s"
        listen.tls.password = "%s"
        """
                .formatted(store, PASSWORD);
    }
}
