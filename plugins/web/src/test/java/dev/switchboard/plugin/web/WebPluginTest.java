// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.testkit.PluginHarness;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebPluginTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:href|src)=\"([^\"#]+)\"");

    @Test
    void theFrontDoorIsThePage() {
        try (var harness = PluginHarness.of(new WebPlugin()).start()) {
            String page = new String(harness.file("/").orElseThrow(), UTF_8);
            assertThat(page).startsWithIgnoringCase("<!doctype html>");
            assertThat(harness.file("/index.html")).hasValue(page.getBytes(UTF_8));
        }
    }

    @Test
    void allThatThePageRefersToIsThere() {
        try (var harness = PluginHarness.of(new WebPlugin()).start()) {
            String page = new String(harness.file("/").orElseThrow(), UTF_8);
            var references = REFERENCE.matcher(page).results().map(it -> it.group(1)).toList();
            assertThat(references).isNotEmpty();
            assertThat(references)
                    .allSatisfy(file ->
                            assertThat(harness.file("/" + file.replaceFirst("^\\.?/", "")))
                                    .as(file)
                                    .isPresent());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing.js",
                "/../plugin.conf",
                "/web/index.html",
                "//plugin.conf",
                "/.hidden"
            })
    void nothingElseIs(String path) {
        try (var harness = PluginHarness.of(new WebPlugin()).start()) {
            assertThat(harness.file(path)).isEmpty();
        }
    }

    @Test
    void thePageDoesNotStandInTheWayOfMessages() {
        try (var harness = PluginHarness.of(new WebPlugin()).start()) {
            harness.connect("/").push("{\"msg_type\":\"hello\",\"id\":1}").ok();
        }
    }
}
