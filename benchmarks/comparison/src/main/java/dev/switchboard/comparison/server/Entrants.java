// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import dev.switchboard.load.result.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Builds whoever is to take part. One that cannot be built is left out and remembered with the
 * reason; the comparison goes on without it. For one thread.
 */
public final class Entrants {
    /** The exit code with which a peer says that this machine lacks what it needs. */
    private static final int CANNOT_BE_BUILT_HERE = 3;

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private final Path root;
    private final Path output;
    private final List<Contender> contenders = new ArrayList<>();
    private final Map<String, String> skipped = new LinkedHashMap<>();

    /**
     * @param root of the repository
     * @param output where what is built goes
     */
    public Entrants(Path root, Path output) {
        this.root = root;
        this.output = output;
    }

    public List<Contender> contenders() {
        return List.copyOf(contenders);
    }

    /** Who was left out, and why. */
    public Map<String, String> skipped() {
        return Map.copyOf(skipped);
    }

    /** The switch from the tarball that the build left. */
    public void addSwitch() throws IOException {
        addSwitch("", tarball());
    }

    /**
     * A build of the switch.
     *
     * @param name tells it from others; empty if it is the only one
     * @param place a tarball, or a folder into which one was unpacked
     */
    public void addSwitch(String name, Path place) throws IOException {
        Path tree = Files.isDirectory(place) ? place : unpack(name, place);
        String version = Files.readString(tree.resolve("lib/VERSION")).strip();
        String java =
                Files.exists(tree.resolve("runtime"))
                        ? "with its own Java runtime"
                        : "on Java " + Runtime.version();
        String cache =
                Files.exists(tree.resolve("lib/aot/switchboard.aot"))
                        ? "with a start cache"
                        : "without a start cache";
        contenders.add(new SwitchTree(name, tree, List.of("Switchboard " + version, java, cache)));
    }

    /** Every folder of peers that is wanted. */
    public void addPeers(Predicate<String> isWanted) throws IOException {
        try (Stream<Path> folders = Files.list(root.resolve("benchmarks/peers"))) {
            for (Path folder : folders.sorted().toList()) {
                String name = folder.getFileName().toString();
                if (Files.exists(folder.resolve("peer.json")) && isWanted.test(name)) {
                    addPeer(name, folder);
                }
            }
        }
        // The floor stands before those that stand on it.
        contenders.sort(
                Comparator.comparing((Contender each) -> !Contender.isSwitch(each.id()))
                        .thenComparing(each -> !each.id().startsWith(Contender.LIMIT)));
    }

    private void addPeer(String name, Path folder) throws IOException {
        System.out.printf("building %s%n", name);
        Path built = Files.createDirectories(output.resolve("peers").resolve(name));
        List<String> build = List.of(folder.resolve("build").toString(), built.toString());
        Commands.Outcome outcome = Commands.ask(folder, PATIENCE, build);
        if (outcome.exit() == 0) {
            PeerFile file =
                    Records.read(PeerFile.class, Files.readString(folder.resolve("peer.json")));
            Path versions = built.resolve(file.versions());
            List<String> lines = Files.exists(versions) ? Files.readAllLines(versions) : List.of();
            contenders.addAll(Peer.of(name, file, folder, built, lines));
            return;
        }
        String words = outcome.words().strip();
        String last = words.substring(words.lastIndexOf('\n') + 1);
        String why =
                outcome.exit() == CANNOT_BE_BUILT_HERE
                        ? last
                        : "Its build failed with %d: %s".formatted(outcome.exit(), last);
        skipped.put(name, why);
        System.out.printf("skipping %s: %s%n", name, why);
    }

    private Path tarball() throws IOException {
        try (Stream<Path> files = Files.list(root.resolve("distribution/target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".tar.gz"))
                    // The one with its own runtime has the machine's kind in its name.
                    .max(Comparator.comparingInt(file -> file.getFileName().toString().length()))
                    .orElseThrow(() -> new IOException("no tarball in distribution/target"));
        }
    }

    private Path unpack(String name, Path tarball) throws IOException {
        Path tree = output.resolve(name.isEmpty() ? "switchboard" : "switchboard-" + name);
        Commands.run(root, "rm", "-rf", tree.toString());
        Files.createDirectories(tree);
        Commands.run(
                tree,
                "tar",
                "xzf",
                tarball.toString(),
                "-C",
                tree.toString(),
                "--strip-components=1");
        return tree;
    }
}
