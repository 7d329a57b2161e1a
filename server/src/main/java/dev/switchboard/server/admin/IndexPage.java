// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The page that lists all there is to ask for. Needs no script and nothing from elsewhere. */
final class IndexPage {

    private IndexPage() {}

    static String of(List<Endpoint> endpoints) {
        StringBuilder rows = new StringBuilder();
        for (Endpoint endpoint : endpoints) {
            String path =
                    endpoint.isOrder()
                                    || endpoint.parameters().stream().anyMatch(Parameter::required)
                            ? "<span>" + endpoint.path() + "</span>"
                            : "<a href=\"" + endpoint.path() + "\">" + endpoint.path() + "</a>";
            rows.append(
                    "      <li><b>%s</b> %s<p>%s</p></li>\n"
                            .formatted(endpoint.method(), path, endpoint.about()));
        }
        return template().replace("      <!-- endpoints -->\n", rows);
    }

    private static String template() {
        try (InputStream page = IndexPage.class.getResourceAsStream("index.html")) {
            return new String(
                    Objects.requireNonNull(page, "index.html").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
