// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.comparison.server;

import dev.switchboard.comparison.scenario.Scenario;
import dev.switchboard.comparison.scenario.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A server that takes part. Immutable; may be started any number of times. */
public interface Contender {
    String SWITCH = "switchboard";
    String LIMIT = "limit";

    /** The same program, when it puts all that has gathered for a receiver into one write. */
    String LIMIT_COALESCING = "limit-coalesce";

    /** The switch, or one of several builds of it: {@code switchboard-old}. */
    static boolean isSwitch(String id) {
        return id.equals(SWITCH) || id.startsWith(SWITCH + "-");
    }

    /** Competitors are neither the switch nor the floor under all. */
    static boolean isCompetitor(String id) {
        return !isSwitch(id) && !id.startsWith(LIMIT);
    }

    /** Its name on the command line and in results. */
    String id();

    /** Its name for people, with what it is made of. */
    Identity identity();

    boolean takesPartIn(Scenario scenario);

    /** How it is spoken to in that stage. */
    Mode mode(Stage stage);

    /** Whether it packs several messages into a frame, one a line. */
    boolean packsLines();

    /** Whether it is machine code before it starts, and so warm soon. */
    boolean isCompiled();

    /** A process that will listen on that port, not yet there. */
    ProcessBuilder command(Stage stage, int port, Path folder) throws IOException;

    /**
     * Who it is.
     *
     * @param versions a line for each thing whose version matters
     */
    record Identity(
            String id, String name, String language, String summary, List<String> versions) {}
}
