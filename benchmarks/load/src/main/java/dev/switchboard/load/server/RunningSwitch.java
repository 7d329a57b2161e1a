// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The switch that left its address in a run folder. */
final class RunningSwitch {
    private static final Pattern WEBSOCKET = Pattern.compile("\"websocket\": \"([^\"]+)\"");

    private RunningSwitch() {}

    /** Empty if none runs. */
    static Optional<Target> in(Path run) throws IOException {
        Path addresses = run.resolve("switchboard.json");
        Path process = run.resolve("switchboard.pid");
        if (!Files.exists(addresses) || !Files.exists(process)) {
            return Optional.empty();
        }
        Matcher websocket = WEBSOCKET.matcher(Files.readString(addresses));
        List<String> lines = Files.readAllLines(process);
        if (!websocket.find() || lines.isEmpty()) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.getFirst());
        if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
            return Optional.empty();
        }
        URI url = reachable(URI.create(websocket.group(1)));
        return Optional.of(
                new Target(
                        url,
                        OptionalLong.of(pid),
                        "the switch at %s (pid %d)".formatted(url, pid)));
    }

    /** A switch that listens everywhere is reached here. */
    private static URI reachable(URI url) {
        boolean isEverywhere = "0.0.0.0".equals(url.getHost()) || "[::]".equals(url.getHost());
        return isEverywhere ? URI.create(url.toString().replace(url.getHost(), "127.0.0.1")) : url;
    }
}
