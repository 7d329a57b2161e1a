// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in a tarball, and what stands beside it. */
class TarballIT {
    private static final Pattern ENTRY =
            Pattern.compile("(\\S{10}) (\\S+) +\\d+ (\\S+ \\S+) ([^/]+)(/.*)");

    @ParameterizedTest
    @EnumSource(Tarball.class)
    void hasEverythingInOneFolderAndNothingOfTheMachineThatBuiltIt(Tarball tarball)
            throws IOException {
        Outcome listed = Outcome.of(new ProcessBuilder("tar", "tvzf", tarball.file().toString()));

        List<Matcher> entries =
                listed.out()
                        .lines()
                        .map(ENTRY::matcher)
                        .peek(entry -> assertThat(entry.matches()).as(entry.toString()).isTrue())
                        .toList();
        assertThat(entries.stream().map(entry -> entry.group(2)).distinct())
                .containsExactly("root/root");
        assertThat(entries.stream().map(entry -> entry.group(3)).distinct()).hasSize(1);
        assertThat(entries.stream().map(entry -> entry.group(4)).distinct()).hasSize(1);
        assertThat(entries.stream().map(entry -> entry.group(1)).distinct())
                .isSubsetOf("drwxr-xr-x", "-rw-r--r--", "-rwxr-xr-x", "lrwxrwxrwx", "lrw-r--r--");
        assertThat(entries.stream().map(entry -> entry.group(5)))
                .contains(
                        "/bin/switchboard",
                        "/conf/switchboard.conf",
                        "/conf/jvm.options",
                        "/conf/jvm.options.d/README",
                        "/docs/OPERATING.md",
                        "/lib/VERSION",
                        "/share/systemd/switchboard.service",
                        "/share/docker/Dockerfile",
                        "/share/plugin-api/javadoc/index.html",
                        "/share/plugin-api/javadoc/dev/switchboard/api/Kind.html",
                        "/share/plugin-api/src/dev/switchboard/api/Kind.java",
                        "/LICENSE",
                        "/NOTICE",
                        "/README.md",
                        "/CHANGELOG.md")
                .noneMatch(name -> name.startsWith("/logs") || name.startsWith("/run/"));
        for (String plugin :
                List.of("echo", "relay", "chat", "rooms", "web", "auth-jwt", "auth-http")) {
            assertThat(entries.stream().map(entry -> entry.group(5)))
                    .anyMatch(name -> name.matches("/plugins/" + plugin + "/.*\\.jar"))
                    .anyMatch(name ->
                            name.matches("/share/examples/" + plugin + "/src/main/java/.*\\.java"))
                    .contains("/share/examples/" + plugin + "/src/main/resources/plugin.conf");
        }
    }

    @Test
    void noLinkLeadsNowhere() throws IOException {
        Pattern link = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA);
                Stream<Path> files = Files.walk(unpacked.home())) {
            for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
                for (var found : link.matcher(Files.readString(page)).results().toList()) {
                    assertThat(page.resolveSibling(found.group(1))).as("%s", page).exists();
                }
            }
        }
    }

    @Test
    void theSumsAreThoseOfTheFiles() throws IOException {
        Outcome checked =
                Outcome.of(
                        new ProcessBuilder("sha256sum", "-c", "SHA256SUMS")
                                .directory(Path.of("target").toFile()));

        assertThat(checked.exitCode()).as(checked.toString()).isZero();
        assertThat(checked.out().lines()).hasSize(3).allMatch(line -> line.endsWith(": OK"));
    }

    @Test
    void theBillOfMaterialsListsEveryJar() throws IOException {
        String bill;
        try (var files = Files.newDirectoryStream(Path.of("target"), "*-sbom.json")) {
            bill = Files.readString(files.iterator().next());
        }
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA)) {
            for (String folder : List.of("lib", "plugins/auth-jwt")) {
                try (var jars =
                        Files.newDirectoryStream(unpacked.home().resolve(folder), "*.jar")) {
                    for (Path jar : jars) {
                        String name = jar.getFileName().toString().replaceFirst("-\\d.*", "");
                        assertThat(bill).contains("\"name\" : \"" + name + "\"");
                    }
                }
            }
        }
    }

    @Test
    void systemdFindsNothingWrongWithTheUnit(@TempDir Path folder) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "systemd is installed");
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITHOUT_JAVA)) {
            Path unit = folder.resolve("switchboard.service");
            // systemd wants paths without spaces here; one that is there will do.
            Files.writeString(
                    unit,
                    Files.readString(unpacked.home().resolve("share/systemd/switchboard.service"))
                            .replace("/opt/switchboard/bin/switchboard", "/bin/true")
                            .replaceAll("Documentation=.*", ""));

            Outcome verified =
                    Outcome.of(new ProcessBuilder("systemd-analyze", "verify", unit.toString()));
            Outcome exposed =
                    Outcome.of(
                            new ProcessBuilder(
                                    "systemd-analyze",
                                    "security",
                                    "--offline=yes",
                                    "--threshold=20",
                                    "--no-pager",
                                    unit.toString()));

            assertThat(verified.exitCode()).as(verified.toString()).isZero();
            assertThat(verified.complaints()).doesNotContain("switchboard.service");
            assertThat(exposed.exitCode()).as(exposed.toString()).isZero();
        }
    }
}
