// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Kind;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.Memberships.Identified;
import dev.switchboard.server.engine.EmbeddedEngine;
import dev.switchboard.server.metrics.PrometheusText;
import dev.switchboard.server.rights.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may be in a room, and for how long. */
class RoomRightsTest {

    @Kind("said")
    private record Said(String text) {}

    private static final String SAID_HI = "{\"msg_type\":\"said\",\"text\":\"hi\"}";

    private final ClientFloor floor = new ClientFloor();
    private final LocalAudiences audiences = HubFloor.audiences(floor);
    private final LocalHub hub = HubFloor.hub(floor, audiences, new EmbeddedEngine(audiences));
    private final ConnectedClient client = floor.connect();
    private final List<String> left = new ArrayList<>();

    @AfterEach
    void close() {
        floor.close();
    }

    private void rules(String... rules) {
        floor.delivery.change("rights.rules = [ " + String.join(", ", rules) + " ]");
        if (floor.rights.change(floor.settings().rights())) {
            hub.checkRooms();
        }
    }

    private static Identity ann(String... rooms) {
        return Identity.of("ann")
                .granted(
                        List.of(rooms).stream()
                                .map(room -> new Grant(Set.of("join"), room))
                                .toList());
    }

    private List<String> heard() {
        floor.delivery.settle();
        return floor.link(client).frames();
    }

    private static String removed(String room) {
        return "{\"msg_type\":\"removed\",\"room\":\"%s\",\"reason\":\"forbidden\"}"
                .formatted(room);
    }

    private void assertMayNotJoin(String room) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> hub.join(client, room))
                .satisfies(refusal -> {
                    assertThat(refusal.code()).isEqualTo("forbidden");
                    assertThat(refusal.text()).isEqualTo("you may not join in this room");
                    assertThat(refusal.field()).hasValue("room");
                });
        assertThat(client.rooms()).doesNotContain(room);
        assertThat(hub.members(room)).isZero();
    }

    @Test
    void whoMayNotBeInARoomDoesNotGetIn() {
        rules("{ deny = [join], rooms = [\"secret.*\"] }");
        assertMayNotJoin("secret.1");
        assertThat(hub.join(client, "open")).isTrue();
    }

    @Test
    void whoIsGrantedOtherRoomsDoesNotGetIn() {
        hub.identify(client, Optional.of(ann("team.*")));
        assertMayNotJoin("other");
        assertThat(hub.join(client, "team.1")).isTrue();
    }

    @Test
    void withoutAnyRulesWhatHoldsOtherwiseHolds() {
        floor.delivery.change("rights.otherwise = deny");
        floor.rights.change(floor.settings().rights());
        assertMayNotJoin("r");
    }

    @Test
    void whoMayNotBeThereAnyMoreLeavesAndIsToldBehindAllElse() {
        hub.listen(event -> {
            if (event instanceof HubEvent.Left(_, var room)) {
                left.add(room);
            }
        });
        hub.join(client, "a");
        hub.join(client, "b");

        try (var _ = floor.delivery.lanes.burst()) {
            hub.publish(Topic.room("a"), new Said("hi"));
            rules("{ deny = [join], rooms = [a] }");
            hub.publish(Topic.room("a"), new Said("too late"));
        }

        assertThat(heard()).containsExactly(SAID_HI, removed("a"));
        assertThat(client.rooms()).containsExactly("b");
        assertThat(hub.members("a")).isZero();
        assertThat(left).containsExactly("a");
        assertMayNotJoin("a");
        rules();
        assertThat(hub.join(client, "a")).isTrue();
    }

    @Test
    void otherGrantsEndMemberships() {
        hub.join(client, "a");
        hub.join(client, "b");
        hub.join(client, "c");

        assertThat(hub.identify(client, Optional.of(ann("a", "b")))).isEqualTo(Identified.NOW);
        assertThat(client.rooms()).containsExactlyInAnyOrder("a", "b");

        assertThat(hub.identify(client, Optional.of(ann("b")))).isEqualTo(Identified.BEFORE);
        assertThat(client.rooms()).containsExactly("b");
        assertThat(heard()).containsExactly(removed("c"), removed("a"));

        assertThat(hub.identify(client, Optional.of(ann()))).isEqualTo(Identified.BEFORE);
        assertThat(client.rooms()).isEmpty();
    }

    @Test
    void othersAreAskedAboutWhatNobodyElseDecides() {
        var asked = new ArrayList<String>();
        hub.decidedBy(
                new RoomRights.Others() {
                    @Override
                    public boolean areThere() {
                        return true;
                    }

                    @Override
                    public void ask(ConnectedClient member, String room) {
                        asked.add(room);
                    }
                });
        hub.join(client, "a");
        hub.join(client, "b");
        hub.join(client, "c");
        assertThat(asked).containsExactly("a", "b", "c");
        asked.clear();
        rules("{ allow = [join], rooms = [b] }");
        assertThat(asked).containsExactlyInAnyOrder("a", "c");

        hub.decided(client, client.identity(), "a", new Decision(true, "test"));
        hub.decided(client, client.identity(), "b", new Decision(false, "a rule was faster"));
        hub.decided(client, client.identity(), "c", new Decision(false, "test"));

        assertThat(client.rooms()).containsExactlyInAnyOrder("a", "b");
        assertThat(heard()).containsExactly(removed("c"));

        hub.decided(client, Optional.of(ann()), "a", new Decision(false, "about somebody else"));
        assertThat(client.rooms()).contains("a");
    }

    @Test
    void whatIsForbiddenIsCounted() {
        rules("{ deny = [join] }");
        assertMayNotJoin("a");
        rules();
        hub.join(client, "a");
        rules("{ deny = [join] }");
        assertThat(PrometheusText.of(floor.delivery.meters))
                .contains("\nswitchboard_forbidden_total{action=\"join\"} 2\n");
    }
}
