// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.switchboard.api.Code;
import dev.switchboard.api.Identity;
import dev.switchboard.server.delivery.Debtor;
import dev.switchboard.server.delivery.DeliveryFloor;
import dev.switchboard.server.delivery.OutboxReport;
import dev.switchboard.server.metrics.PrometheusText;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectedClientTest {

    private final ClientFloor floor = new ClientFloor("drain.close-timeout = 5s");
    private final ConnectedClient client = floor.connect();
    private final MemoryLink link = floor.link(client);

    @AfterEach
    void close() {
        floor.close();
    }

    @Test
    void theFirstWhoEndsItSaysHow() {
        client.close(Code.POLICY, "enough");
        client.close(Code.NORMAL, "bye");
        client.closedByPeer(1000);
        floor.delivery.settle();
        assertThat(link.frames()).containsExactly("close 1008");
        assertThat(ending()).isEqualTo(new Ending(1008, "enough", Ending.By.SWITCH));
    }

    @Test
    void itsNetworkAndItsUserOweWithIt() {
        var ann = floor.connect(ClientFloor.user("2001:db8::1", "ann"));
        var annElsewhere = floor.connect(ClientFloor.user("192.0.2.2", "ann"));
        var neighbour = floor.connect(ClientFloor.request("2001:db8::ffff"));
        var stranger = floor.connect(ClientFloor.request("2001:db8:0:1::1"));

        assertThat(ann.debtors())
                .hasSize(2)
                .containsAll(neighbour.debtors())
                .contains(new Debtor.User("ann"))
                .doesNotContainAnyElementsOf(stranger.debtors());
        assertThat(annElsewhere.debtors()).contains(new Debtor.User("ann"));
        assertThat(neighbour.debtors()).hasSize(1);
    }

    @Test
    void whoIsIdentifiedOwesAsThatUserFromThenOn() {
        floor.connections.identify(client, Optional.of(Identity.of("bob")));
        assertThat(client.debtors()).hasSize(2).contains(new Debtor.User("bob"));

        floor.connections.identify(client, Optional.empty());
        assertThat(client.debtors()).hasSize(1);
    }

    @Test
    void thePeersCloseIsAnsweredInKind() {
        client.closedByPeer(1000);
        floor.delivery.settle();
        assertThat(link.frames()).containsExactly("close 1000");
        assertThat(ending()).isEqualTo(new Ending(1000, "", Ending.By.CLIENT));
    }

    @Test
    void aCloseWithoutCodeIsAnsweredWithoutOne() {
        client.closedByPeer(0);
        floor.delivery.settle();
        assertThat(link.frames()).containsExactly("close");
        assertThat(ending().code()).isEqualTo(1005);
    }

    @Test
    void aLostConnectionIsTheNetworksDoing() {
        assertThat(client.isOpen()).isTrue();
        assertThat(ending()).isEqualTo(new Ending(1006, "reset", Ending.By.NETWORK));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void aPeerThatDoesNotAnswerTheCloseIsDroppedInTime() {
        client.close(Code.NORMAL, "bye");
        assertThat(client.isOpen()).isFalse();
        floor.time.advance(Duration.ofMillis(4999));
        assertThat(link.aborts()).isZero();
        floor.time.advance(Duration.ofMillis(1));
        assertThat(link.aborts()).isEqualTo(1);
        assertThat(PrometheusText.of(floor.delivery.meters))
                .contains("\nswitchboard_close_timeouts_total 1\n");
    }

    @Test
    void aPeerThatTakesNothingIsDroppedInTimeToo() {
        link.block();
        client.reply(DeliveryFloor.text("in flight"));
        floor.delivery.settle();
        client.saw(new OutboxReport.Overloaded());
        assertThat(client.isOpen()).isFalse();
        floor.time.advance(Duration.ofSeconds(5));
        assertThat(link.aborts()).isEqualTo(1);
        assertThat(ending().code()).isEqualTo(1013);
    }

    @Test
    void aPeerThatIsGoneIsNotDroppedAgain() {
        int before = floor.time.waiting();
        client.close(Code.NORMAL, "bye");
        assertThat(floor.time.waiting()).isEqualTo(before + 1);
        floor.lose(client);
        assertThat(floor.time.waiting()).isEqualTo(before);
        int aborts = link.aborts();
        floor.time.advance(Duration.ofMinutes(1));
        assertThat(link.aborts()).isEqualTo(aborts);
    }

    @Test
    void nothingIsSentToWhoIsGone() {
        floor.lose(client);
        int before = floor.time.waiting();
        client.reply(DeliveryFloor.text("late"));
        client.close(Code.NORMAL, "");
        floor.delivery.settle();
        assertThat(link.frames()).isEmpty();
        assertThat(floor.time.waiting()).as("no timer was set").isEqualTo(before);
    }

    /** How it ended, once it is gone. */
    private Ending ending() {
        floor.lose(client);
        return client.ending();
    }

    @Test
    void onlySomeCodesEndAConnection() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> client.close(Code.NOT_A_MEMBER, ""))
                .withMessageContaining("NOT_A_MEMBER");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void aClientFloodsWhenItGoesOnThoughRefused() {
        var allowance = client.allowance();
        int burst = floor.settings().messages().burst();
        int patience = floor.settings().messages().closeAfterRefusals();
        for (int n = 0; n < burst; n++) {
            assertThat(allowance.admit(0)).isZero();
        }
        for (int n = 0; n < patience - 1; n++) {
            assertThat(allowance.admit(0)).isPositive();
        }
        assertThat(allowance.isFlood()).isFalse();
        long soon = Duration.ofMillis(20).toNanos();
        assertThat(allowance.admit(soon)).as("one got through").isZero();
        assertThat(allowance.isFlood()).isFalse();
        assertThat(allowance.admit(soon)).isPositive();
        assertThat(allowance.isFlood()).isTrue();
    }

    @Test
    void oneRefusalIsForgottenInAMinute() {
        var allowance = client.allowance();
        int patience = floor.settings().messages().closeAfterRefusals();
        refuse(allowance, patience - 1, 0);
        refuse(allowance, 2, Duration.ofMinutes(2).toNanos());
        assertThat(allowance.isFlood()).isFalse();
        refuse(allowance, 1, Duration.ofMinutes(2).toNanos());
        assertThat(allowance.isFlood()).isTrue();
    }

    private void refuse(SendAllowance allowance, int times, long now) {
        for (int refused = 0; refused < times; ) {
            refused += allowance.admit(now) > 0 ? 1 : 0;
        }
    }

    @Test
    void pingsAndPongsHaveALimitOfTheirOwn() {
        var allowance = client.allowance();
        long now = floor.time.nanos();
        for (int n = 0; n < 10; n++) {
            assertThat(allowance.admitControl(now)).isTrue();
        }
        assertThat(allowance.admitControl(now)).isFalse();
        assertThat(allowance.admit(now)).isZero();
        assertThat(allowance.admitControl(now + Duration.ofSeconds(1).toNanos())).isTrue();
    }
}
