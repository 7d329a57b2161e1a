// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Template;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All members of a run, by number. Filled before the first connects, and only read from then on, by
 * every worker.
 */
final class Crowd implements Member.Others {
    /** So small a buffer that the server feels at once that nobody reads. */
    private static final int SLOW_BUFFER = 2048;

    private final List<Member> members = new ArrayList<>();
    private final List<Template> hellos;

    Crowd(List<Template> hellos) {
        this.hellos = hellos;
    }

    void add(Member member) {
        members.add(member);
    }

    int size() {
        return members.size();
    }

    List<Member> members() {
        return members;
    }

    @Override
    public @Nullable Member member(int number) {
        return number < members.size() ? members.get(number) : null;
    }

    @Override
    public int slowBuffer() {
        return SLOW_BUFFER;
    }

    @Override
    public void greet(Connection connection, int room, int number) {
        for (int i = 0; i < hellos.size(); i++) {
            connection.send(hellos.get(i).expand(room, number));
        }
    }
}
