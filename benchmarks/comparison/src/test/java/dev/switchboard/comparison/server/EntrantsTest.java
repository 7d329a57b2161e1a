// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntrantsTest {
    private static final String ROOMS =
            "{\"name\":\"Some peer\",\"language\":\"sh\",\"versions\":\"versions\",\"modes\":{\"rooms\":{\"path\":\"/ws\",\"hello\":[\"h\"],\"message\":\"m\"}},\"scenarios\":[\"a\",\"c\",\"d\"]}";
    private static final String LIMIT =
            "{\"name\":\"limit\",\"versions\":\"versions\",\"modes\":{\"broadcast\":{\"path\":\"/ws\",\"message\":\"%p\"},\"coalesce\":{\"path\":\"/ws\",\"message\":\"%p\"},\"echo\":{\"path\":\"/echo\",\"message\":\"%p\"}},\"scenarios\":[\"a\",\"b4\",\"c\",\"d\"]}";

    @TempDir private Path root;
    private Entrants entrants;

    @BeforeEach
    void noPeersYet() {
        entrants = new Entrants(root, root.resolve("out"));
    }

    @Test
    void whatIsBuiltTakesPart() throws IOException {
        peer("some", ROOMS, "echo 'sh 1.0' >\"$1/versions\"");

        entrants.addPeers(_ -> true);

        Contender peer = entrants.contenders().getFirst();
        assertThat(peer.identity().name()).isEqualTo("Some peer");
        assertThat(peer.identity().versions()).containsExactly("sh 1.0");
        assertThat(peer.takesPartIn(Scenario.C_FULL)).isTrue();
        assertThat(peer.takesPartIn(Scenario.PING)).isTrue();
        assertThat(peer.takesPartIn(Scenario.ECHO)).as("it has no echo").isFalse();
        assertThat(peer.takesPartIn(Scenario.B32)).as("it was not told to").isFalse();
        assertThat(peer.takesPartIn(Scenario.START)).isFalse();
    }

    @Test
    void whatCannotBeBuiltIsSkippedAndNamed() throws IOException {
        peer("lacking", ROOMS, "echo 'There is no compiler here.'; exit 3");
        peer("broken", ROOMS, "echo oh; echo 'no such file' >&2; exit 1");
        peer("some", ROOMS, ":");

        entrants.addPeers(_ -> true);

        assertThat(entrants.contenders()).extracting(Contender::id).containsExactly("some");
        assertThat(entrants.skipped())
                .containsEntry("lacking", "There is no compiler here.")
                .containsEntry("broken", "Its build failed with 1: no such file")
                .hasSize(2);
    }

    @Test
    void whoIsNotWantedIsNotBuilt() throws IOException {
        peer("some", ROOMS, "touch \"" + root.resolve("built") + "\"");

        entrants.addPeers(name -> !name.equals("some"));

        assertThat(entrants.contenders()).isEmpty();
        assertThat(root.resolve("built")).doesNotExist();
    }

    @Test
    void theLimitIsTwo() throws IOException {
        peer("limit", LIMIT, ":");

        entrants.addPeers(_ -> true);

        assertThat(entrants.contenders())
                .extracting(Contender::id)
                .containsExactly("limit", "limit-coalesce");
        Contender plain = entrants.contenders().getFirst();
        Contender coalescing = entrants.contenders().getLast();
        assertThat(plain.takesPartIn(Scenario.A)).isTrue();
        assertThat(plain.takesPartIn(Scenario.ECHO)).isTrue();
        assertThat(plain.takesPartIn(Scenario.PING)).isTrue();
        assertThat(plain.mode(Stage.ECHO).path()).isEqualTo("/echo");
        assertThat(coalescing.takesPartIn(Scenario.B4)).isTrue();
        assertThat(coalescing.takesPartIn(Scenario.C_FULL)).isTrue();
        assertThat(coalescing.takesPartIn(Scenario.A)).isFalse();
        assertThat(coalescing.takesPartIn(Scenario.PING)).as("nothing gathers").isFalse();
    }

    @Test
    void severalBuildsOfTheSwitchTakePartPackedOrNot() throws IOException {
        Path tree = root.resolve("switchboard-1.0.0");
        Files.createDirectories(tree.resolve("lib"));
        Files.writeString(tree.resolve("lib/VERSION"), "1.0.0 (abc)\n");
        Path tarball = root.resolve("switchboard-1.0.0.tar.gz");
        Commands.run(root, "tar", "czf", tarball.toString(), tree.getFileName().toString());

        entrants.addSwitch("old", tree);
        entrants.addSwitch("new", tarball);

        assertThat(entrants.contenders())
                .extracting(Contender::id)
                .containsExactly("switchboard-old", "switchboard-new");
        assertThat(entrants.contenders()).allMatch(each -> Contender.isSwitch(each.id()));
        assertThat(entrants.contenders()).allMatch(each -> !Contender.isCompetitor(each.id()));
        Contender.Identity unpacked = entrants.contenders().getLast().identity();
        assertThat(unpacked.name()).isEqualTo("Switchboard, new");
        assertThat(unpacked.versions()).contains("Switchboard 1.0.0 (abc)");
        assertThat(root.resolve("out/switchboard-new/lib/VERSION")).exists();
    }

    private void peer(String name, String json, String build) throws IOException {
        Path folder = Files.createDirectories(root.resolve("benchmarks/peers").resolve(name));
        Files.writeString(folder.resolve("peer.json"), json);
        Path script = folder.resolve("build");
        Files.writeString(script, "#!/bin/sh\n" + build + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
    }
}
