// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Many clients in many rooms, and every message accounted for. */
class CrowdIT {
    private static final int ROOMS = 50;
    private static final int MEMBERS = 20;
    private static final int MESSAGES = 5;
    private static final Pattern CONTENT = Pattern.compile("\"content\":\"(\\d+)-(\\d+)\"");

    @AutoClose private final UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA);

    /** What member number {@code from} said as its message number {@code number}. */
    private record Said(int from, int number) {}

    @Test
    void aThousandInFiftyRoomsHearEverythingOnceAndInOneOrder() throws Exception {
        unpacked.configured("gate.per-address { connections = 5000, new-connections = 5000/s }")
                .start();
        List<Talker> crowd = Talker.crowd(unpacked.websocket(), ROOMS * MEMBERS);
        for (int i = 0; i < crowd.size(); i++) {
            crowd.get(i).join("room-" + i % ROOMS);
        }

        for (int number = 0; number < MESSAGES; number++) {
            for (int i = 0; i < crowd.size(); i++) {
                crowd.get(i)
                        .say(
                                "{\"msg_type\":\"room_message\",\"room\":\"room-%d\",\"content\":\"%d-%d\"}"
                                        .formatted(i % ROOMS, i / ROOMS, number));
            }
        }

        int each = (MEMBERS - 1) * MESSAGES;
        Await.until(
                "everybody has heard " + each + " messages",
                () -> crowd.stream().allMatch(one -> one.waiting() >= each));
        for (int room = 0; room < ROOMS; room++) {
            List<List<Said>> heard = new ArrayList<>();
            for (int member = 0; member < MEMBERS; member++) {
                heard.add(said(crowd.get(member * ROOMS + room), "\"room-" + room + "\""));
            }
            for (int member = 0; member < MEMBERS; member++) {
                assertComplete(member, heard.get(member));
                assertSameOrder(member, (member + 1) % MEMBERS, heard);
            }
        }
        crowd.forEach(Talker::close);
    }

    private static List<Said> said(Talker member, String room) throws Exception {
        List<Said> said = new ArrayList<>();
        for (String message : member.heardUntilNow()) {
            Matcher content = CONTENT.matcher(message);
            assertThat(content.find() && message.contains(room)).as(message).isTrue();
            said.add(
                    new Said(
                            Integer.parseInt(content.group(1)),
                            Integer.parseInt(content.group(2))));
        }
        return said;
    }

    private static void assertComplete(int member, List<Said> heard) {
        assertThat(heard).hasSize((MEMBERS - 1) * MESSAGES);
        assertThat(new HashSet<>(heard)).as("each once").hasSameSizeAs(heard);
        for (int from = 0; from < MEMBERS; from++) {
            int sender = from;
            List<Integer> numbers =
                    heard.stream().filter(said -> said.from() == sender).map(Said::number).toList();
            assertThat(numbers).isSorted().hasSize(sender == member ? 0 : MESSAGES);
        }
    }

    /** Nobody hears itself, so two of them compare what others said. */
    private static void assertSameOrder(int one, int other, List<List<Said>> heard) {
        assertThat(withoutWordsOf(other, heard.get(one)))
                .isEqualTo(withoutWordsOf(one, heard.get(other)));
    }

    private static List<Said> withoutWordsOf(int member, List<Said> heard) {
        return heard.stream().filter(said -> said.from() != member).toList();
    }
}
