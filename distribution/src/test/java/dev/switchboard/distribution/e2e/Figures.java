// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import dev.switchboard.distribution.Leaks;
import dev.switchboard.distribution.UnpackedSwitch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** What a switch says of itself on its admin address. */
final class Figures {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final UnpackedSwitch unpacked;

    Figures(UnpackedSwitch unpacked) {
        this.unpacked = unpacked;
    }

    HttpResponse<String> page(String path) throws IOException, InterruptedException {
        return read(unpacked.admin().resolve(path));
    }

    static HttpResponse<String> read(URI address) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(1)).build(),
                        HttpResponse.BodyHandlers.ofString());
        Leaks.heard(answer.body());
        return answer;
    }

    List<String> metrics() throws IOException, InterruptedException {
        return page("/metrics").body().lines().filter(line -> !line.startsWith("#")).toList();
    }

    /** The sum over all label sets of one metric. */
    double metric(String name) throws IOException, InterruptedException {
        List<String> found =
                metrics().stream()
                        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                        .toList();
        if (found.isEmpty()) {
            throw new AssertionError("there is no metric " + name);
        }
        return found.stream()
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
