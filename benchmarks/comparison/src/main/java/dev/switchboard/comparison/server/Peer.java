// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A peer from its folder, built.
 *
 * @param rooms the mode that it has for messages to rooms
 */
public record Peer(
        String id, PeerFile file, Path sources, Path output, String rooms, List<String> versions)
        implements Contender {
    private static final String COALESCE = "coalesce";

    /** All that a folder holds: the limit is two, for it can be run in two ways. */
    static List<Peer> of(String folder, PeerFile file, Path sources, Path output, List<String> is) {
        List<Peer> peers = new ArrayList<>();
        for (String mode : List.of("rooms", "broadcast", COALESCE)) {
            if (file.modes().containsKey(mode)) {
                String id = mode.equals(COALESCE) ? folder + "-" + COALESCE : folder;
                peers.add(new Peer(id, file, sources, output, mode, is));
            }
        }
        return peers;
    }

    @Override
    public Identity identity() {
        String name = isCoalescing() ? file.name() + ", coalescing" : file.name();
        return new Identity(id, name, file.language(), file.summary(), versions);
    }

    @Override
    public boolean takesPartIn(Scenario scenario) {
        boolean isTold = file.scenarios().contains(scenario.letter());
        boolean isItsWay = !isCoalescing() || scenario.letsMessagesGather();
        return isTold
                && isItsWay
                && !scenario.isForTheSwitchAlone()
                && (scenario.stage() != Stage.ECHO || file.modes().containsKey("echo"));
    }

    @Override
    public Mode mode(Stage stage) {
        @Nullable Mode mode = file.modes().get(nameOf(stage));
        if (mode == null) {
            throw new IllegalStateException(id + " has no mode " + nameOf(stage));
        }
        return mode;
    }

    @Override
    public boolean packsLines() {
        return file.lines();
    }

    @Override
    public boolean isCompiled() {
        return file.compiled();
    }

    @Override
    public ProcessBuilder command(Stage stage, int port, Path folder) {
        return new ProcessBuilder(
                        sources.resolve("run").toString(),
                        output.toString(),
                        String.valueOf(port),
                        nameOf(stage))
                .directory(folder.toFile());
    }

    private String nameOf(Stage stage) {
        return stage == Stage.ECHO ? "echo" : rooms;
    }

    private boolean isCoalescing() {
        return rooms.equals(COALESCE);
    }
}
