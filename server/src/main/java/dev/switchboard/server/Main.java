// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import dev.switchboard.server.cli.Commands;
import java.util.List;

/** Where the program begins. */
public final class Main {

    private Main() {}

    /** Does what the words say; see {@link Commands}. */
    public static void main(String[] words) {
        var service = new Service(System.out);
        var commands = new Commands(service::serve, Rehearsal::rehearse, System.out, System.err);
        System.exit(commands.execute(List.of(words)).number());
    }
}
