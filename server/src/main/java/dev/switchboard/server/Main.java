// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import dev.switchboard.server.cli.Commands;
import dev.switchboard.server.operation.ProcessEnd;
import dev.switchboard.server.operation.Rehearsal;
import dev.switchboard.server.operation.Service;
import java.util.List;

/** Where the program begins. */
public final class Main {

    private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";
    private static final int FEWEST_CARRIERS = 8;

    private Main() {}

    /** Does what the words say; see {@link Commands}. */
    public static void main(String[] words) {
        shareProcessors();
        var end = new ProcessEnd();
        end.watch();
        var service = new Service(System.out, end, SwitchboardModule::assemble);
        var rehearsal = new Rehearsal(SwitchboardModule::assemble);
        var commands = new Commands(service::serve, rehearsal::rehearse, System.out, System.err);
        end.exit(commands.execute(List.of(words)));
    }

    /**
     * Handlers run on virtual threads, and those on as many threads of the machine as there are
     * processors, unless told otherwise: one that computes and never waits would keep its thread
     * from all others for good. With more threads than processors, the machine shares them out.
     */
    private static void shareProcessors() {
        int threads = Math.max(FEWEST_CARRIERS, 4 * Runtime.getRuntime().availableProcessors());
        if (System.getProperty(CARRIERS) == null) {
            System.setProperty(CARRIERS, Integer.toString(threads));
        }
    }
}
