// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.Constraints;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/** The operator's port: health, metrics, information. {@code reference.conf} explains each key. */
public record AdminSettings(
        boolean enabled,
        String host,
        int port,
        List<String> names,
        boolean openOnLoopback,
        TlsSettings tls,
        boolean jmx,
        Duration stuckAfter) {

    public AdminSettings {
        names = List.copyOf(names);
        new Constraints()
                .require(!host.isBlank(), "host", "must name an address; try 127.0.0.1")
                .between("port", port, 0, 65_535)
                .require(
                        names.stream().allMatch(name -> name.matches("[^\\s:/]+")),
                        "names",
                        "are written without scheme and port; try switch-1.example.org")
                .atLeast("stuck-after", stuckAfter, Duration.ofSeconds(1))
                .hold();
    }

    /** Whether only programs of this machine reach it. */
    public boolean isOnLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** Whether to read takes no token. */
    public boolean isOpenForReading() {
        return openOnLoopback && isOnLoopback();
    }
}
