// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.switchboard.api.RawMessage;
import dev.switchboard.api.Topic;
import dev.switchboard.server.SwitchCoreModule;
import dev.switchboard.server.admin.TopReport;
import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ConnectRequest;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.client.MemoryLink;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.delivery.CurrentSender;
import dev.switchboard.server.delivery.Hold;
import dev.switchboard.server.time.VirtualTime;
import dev.switchboard.support.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has caused the load, on a switch in memory. */
class LoadTest {

    private static final String CONFIGURATION =
            """
            gate { max-connections = 100000, per-address.connections = 100000 }
            gate.per-address.new-connections = 100000/s
            delivery.lanes = 2
            """;

    private final VirtualTime time = new VirtualTime();
    private SwitchCore core;

    @BeforeEach
    void start() throws Exception {
        var settings = new LiveSettings(Configuration.of(CONFIGURATION));
        core = SwitchCoreModule.assemble(settings, path -> path, time, Thread::new);
    }

    @AfterEach
    void close() {
        core.close();
    }

    @Test
    void whoCostsMostIsFirst() {
        var loud = connect("192.0.2.1", "loud\u202e");
        var quiet = connect("192.0.2.2", "");
        for (var client : List.of(loud, quiet)) {
            var _ = core.hub().join(client, "lobby");
        }
        publish(loud, Topic.room("lobby"), 30); // before: not in the report
        var before = LoadSnapshot.take(core, time.nanos());
        publish(loud, Topic.room("lobby"), 30);
        publish(quiet, Topic.client(loud.id()), 20);
        time.advance(Duration.ofSeconds(2));
        var report = Load.since(before, core, time.nanos());

        assertThat(report.seconds()).isEqualTo(2);
        assertThat(report.connected()).isEqualTo(2);
        assertThat(report.traffic().deliveries()).isEqualTo((60 + 20) / 2.0);
        assertThat(report.clients())
                .extracting(TopReport.Client::id)
                .containsExactly(loud.id(), quiet.id());
        var first = report.clients().getFirst();
        assertThat(first.user()).isEqualTo("loud\\u202e");
        assertThat(first.address()).isEqualTo("192.0.2.1");
        assertThat(first.share()).isEqualTo(75);
        assertThat(first.cost()).isEqualTo(30 * (1 + 102 / 2048.0));
        assertThat(report.clients().getLast().share()).isEqualTo(25);
        assertThat(report.topics())
                .singleElement()
                .satisfies(topic -> {
                    assertThat(topic.name()).isEqualTo("room lobby");
                    assertThat(topic.publications()).isEqualTo(15);
                    assertThat(topic.receivers()).isEqualTo(2);
                    assertThat(topic.share()).isEqualTo(75);
                });
    }

    @Test
    void whoIsHeldIsShownEvenIfItCostsNothing() {
        var before = LoadSnapshot.take(core, time.nanos());
        var held = connect("192.0.2.1", "");
        var both = connect("192.0.2.2", "");
        var _ = connect("192.0.2.3", "");
        held.hold(Hold.DEBT);
        both.hold(Hold.DEBT);
        both.hold(Hold.RATE);
        var report = Load.since(before, core, time.nanos());

        assertThat(report.held()).containsOnly(entry("debt", 2), entry("rate", 1));
        assertThat(report.clients())
                .extracting(TopReport.Client::held)
                .containsExactlyInAnyOrder(List.of("debt"), List.of("debt", "rate"));
    }

    @Test
    void aRoomThatComesAnewCountsFromNothing() {
        var one = connect("192.0.2.1", "");
        var _ = core.hub().join(one, "lobby");
        publish(one, Topic.room("lobby"), 30);
        var before = LoadSnapshot.take(core, time.nanos());
        var _ = core.hub().leave(one, "lobby");
        var _ = core.hub().join(one, "lobby");
        publish(one, Topic.room("lobby"), 5);
        time.advance(Duration.ofSeconds(1));

        assertThat(Load.since(before, core, time.nanos()).topics())
                .singleElement()
                .extracting(TopReport.Topic::publications)
                .isEqualTo(5.0);
    }

    @Test
    void ofManyClientsOnlyTheFirstAreInTheReport() {
        var clients = new ArrayList<ConnectedClient>();
        for (int n = 0; n < 3 * TopReport.MOST; n++) {
            clients.add(connect("192.0.2.1", ""));
        }
        var before = LoadSnapshot.take(core, time.nanos());
        for (int n = 0; n < clients.size(); n++) {
            publish(clients.get(n), Topic.client(clients.getFirst().id()), 1 + n % 3);
        }
        var report = Load.since(before, core, time.nanos() + 1);

        assertThat(report.clients()).hasSize(TopReport.MOST);
        assertThat(report.clients())
                .extracting(TopReport.Client::cost)
                .containsOnly(report.clients().getFirst().cost());
    }

    @Test
    void whoAsksWhileAMeasurementIsUnderWayGetsItsResult() {
        var top = new Top(core, time);
        var first = top.measure(Duration.ofMillis(200)).toCompletableFuture();
        var second = top.measure(Duration.ofHours(1)).toCompletableFuture();

        assertThat(second.join()).isSameAs(first.join());
        assertThat(top.measure(Duration.ofMillis(1)).toCompletableFuture().join())
                .isNotSameAs(first.join());
    }

    private ConnectedClient connect(String address, String user) {
        var request =
                new ConnectRequest(
                        "/ws",
                        ClientFloor.address(address),
                        Optional.of(user).filter(name -> !name.isEmpty()),
                        false);
        var admission = core.connections().admission(request);
        var _ = admission.proceed();
        var client = core.arrivals().create(admission, new MemoryLink());
        assertThat(core.arrivals().arrive(client, true)).isTrue();
        return client;
    }

    /** Says something of a hundred bytes so often, and waits until all is sent. */
    private void publish(ConnectedClient by, Topic topic, int times) {
        CurrentSender.set(by);
        for (int n = 0; n < times; n++) {
            var _ = core.hub().publish(topic, RawMessage.text("x".repeat(100)));
        }
        CurrentSender.set(null);
        Await.until(core.lanes()::areIdle);
    }
}
