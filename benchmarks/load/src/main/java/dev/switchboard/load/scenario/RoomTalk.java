// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Message;
import dev.switchboard.load.client.Work;
import dev.switchboard.load.option.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** Rooms whose publishers are heard by everybody else there. */
final class RoomTalk {
    private final Session session;
    private final Rooms rooms;
    private final List<List<Member>> members = new ArrayList<>();
    private final List<Member> speakers = new ArrayList<>();
    private final List<Publisher> publishers = new ArrayList<>();
    private final List<Windowed> windowed = new ArrayList<>();

    /**
     * @param wantedSpeakers over all rooms; each room has at least one who only listens
     */
    RoomTalk(Session session, Rooms rooms, int firstRoom, int wantedSpeakers) {
        this.session = session;
        this.rooms = rooms;
        for (int i = 0; i < rooms.count(); i++) {
            members.add(populate(firstRoom + i, rooms.sizes().get(i)));
        }
        choose(wantedSpeakers);
    }

    List<List<Member>> members() {
        return members;
    }

    /** Members of each room may sit on different threads: that is what many threads are for. */
    private List<Member> populate(int room, int size) {
        List<Member> inRoom = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = session.crowd.size();
            Member member = new Receiver(session.ledgerOf(number), session.crowd, number, room);
            session.crowd.add(member);
            inRoom.add(member);
        }
        return inRoom;
    }

    private void choose(int wanted) {
        int inVain = 0;
        for (int k = 0; speakers.size() < wanted && inVain < rooms.count(); k++) {
            List<Member> room = members.get(k % rooms.count());
            int slot = k / rooms.count();
            if (slot + 1 >= room.size()) {
                inVain++;
                continue;
            }
            inVain = 0;
            Member speaker = room.get(slot);
            speaker.slot = slot;
            speaker.give(message(speaker));
            speakers.add(speaker);
        }
        Set<Member> speaking = new HashSet<>(speakers);
        for (List<Member> room : members) {
            int count = (int) room.stream().filter(speaking::contains).count();
            room.forEach(member -> member.listenTo(Math.max(1, count)));
        }
    }

    private Message message(Member speaker) {
        return Message.of(
                session.protocol.message(),
                session.options.count(Option.SIZE).orElse(0),
                session.options.has(Option.BINARY),
                speaker.room,
                speaker.number);
    }

    /** Begins to talk, with whoever is connected. */
    void start(OptionalDouble rate, OptionalInt window) {
        for (int i = 0; i < session.ledgers.size(); i++) {
            windowed.add(
                    new Windowed(
                            session.ledgers.get(i).worker,
                            window.orElse(1),
                            session.acknowledgements()));
        }
        appoint(rate.isEmpty());
        long start = Clock.now();
        session.tell(ledger -> {
            ledger.isPaced = rate.isPresent();
            work(ledger, rate, start).forEach(ledger.worker::add);
        });
    }

    void stop() {
        session.tell(ledger -> {
            ledger.isTalking = false;
            ledger.worker.clear(Paced.class);
            ledger.worker.clear(Windowed.class);
        });
    }

    /** How often nobody acknowledged anything for so long that what was under way was given up. */
    long stalls() {
        return session
                .each(ledger -> windowed.get(session.ledgers.indexOf(ledger)).stalls())
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private void appoint(boolean isWindowed) {
        session.tell(ledger -> ledger.acknowledgements.reserve(speakers.size()));
        List<Member> open = new ArrayList<>();
        session.each(ledger -> session.membersOf(ledger).stream().filter(Member::isOpen).toList())
                .forEach(open::addAll);
        Map<Integer, long[]> hearers = new HashMap<>();
        for (Member member : open) {
            hearers.computeIfAbsent(member.room, _ -> new long[2])[member.isSlow ? 1 : 0]++;
        }
        Set<Member> there = new HashSet<>(open);
        for (Member speaker : speakers) {
            if (there.contains(speaker)) {
                long[] count = hearers.getOrDefault(speaker.room, new long[2]);
                Windowed mine = windowed.get(session.ledgers.indexOf(speaker.ledger));
                Publisher publisher =
                        new Publisher(
                                speaker,
                                publishers.size(),
                                (int) count[0] - 1,
                                (int) count[1],
                                isWindowed ? mine : null);
                publishers.add(publisher);
                mine.add(publisher);
                speaker.speech = publisher;
            }
        }
    }

    private List<Work> work(Ledger ledger, OptionalDouble rate, long start) {
        List<Publisher> own =
                publishers.stream().filter(each -> each.member.ledger == ledger).toList();
        if (own.isEmpty()) {
            return List.of();
        }
        if (rate.isEmpty()) {
            return List.of(windowed.get(session.ledgers.indexOf(ledger)));
        }
        double gap = 1e9 / (rate.getAsDouble() * own.size() / publishers.size());
        List<Paced.Speaker> turns = new ArrayList<>();
        own.forEach(publisher -> turns.add(publisher::publish));
        return List.of(new Paced(turns, gap, start));
    }
}
