// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs a switch that is to be measured, in the foreground. */
public final class SwitchCommand {
    private SwitchCommand() {}

    /**
     * The command, not yet started, with the configuration written.
     *
     * @param home where the switch is installed, of which nothing is changed
     * @param folder for its configuration and everything that it writes
     * @param port 0 for one that is free
     */
    public static ProcessBuilder in(Path folder, Path home, int port, String configuration)
            throws IOException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("switchboard.conf"), configuration);
        ProcessBuilder command =
                new ProcessBuilder(
                        home.resolve("bin/switchboard").toString(),
                        "run",
                        "--conf",
                        conf.toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--logs",
                        folder.resolve("logs").toString(),
                        "--run",
                        folder.resolve("run").toString());
        command.environment().put("SWITCHBOARD_PORT", String.valueOf(port));
        command.environment().put("SWITCHBOARD_ADMIN_PORT", "0");
        return command;
    }
}
