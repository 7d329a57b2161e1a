// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.option.WrongUsage;

/** Rooms in which some publish and all others hear it. */
final class FanOut implements Scenario {
    @Override
    public void run(Session session, Findings findings) {
        Options options = session.options;
        RoomTalk talk = talk(session);
        new Opening(session).run(findings);
        findings.connected = session.sample().server();
        talk.start(options.number(Option.RATE), options.count(Option.WINDOW));
        Measured measured = session.measure();
        talk.stop();
        session.drain();
        findings.measured = measured;
        findings.units = measured.messages();
        long stalls = talk.stalls();
        if (stalls > 0) {
            findings.remarks.add(
                    "%,d times no copy came for a second, and what was under way was given up."
                            .formatted(stalls));
        }
    }

    static RoomTalk talk(Session session) {
        Rooms rooms = rooms(session.options, session.options.count(Option.CONNECTIONS).orElse(0));
        int publishers = session.options.count(Option.PUBLISHERS).orElse(rooms.count());
        return new RoomTalk(session, rooms, 0, publishers);
    }

    static Rooms rooms(Options options, int members) {
        if (members < 2) {
            throw new WrongUsage("--connections must be 2 or more, so that somebody can listen");
        }
        double skew = options.number(Option.SKEW).orElse(0);
        int size = options.count(Option.ROOM_SIZE).orElse(members);
        if (size < 2) {
            throw new WrongUsage("--room-size must be 2 or more, so that somebody can listen");
        }
        int count = options.count(Option.ROOMS).orElse((members + size - 1) / size);
        if (count > members / 2 && count > 1 && options.has(Option.ROOMS)) {
            throw new WrongUsage(
                    "--rooms must be %d or fewer, so that two are in each".formatted(members / 2));
        }
        return options.has(Option.ROOMS) || skew > 0
                ? Rooms.skewed(members, count, skew)
                : Rooms.ofSize(members, size);
    }
}
