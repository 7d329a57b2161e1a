// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.client.ClientFloor;
import dev.switchboard.server.client.ClientMeters;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.metrics.Meters;
import dev.switchboard.server.time.VirtualTime;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.eclipse.jetty.io.Connection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PendingConnectionsTest {

    private final VirtualTime time = new VirtualTime();
    private final Meters meters = new Meters(time);
    private final List<ClientFloor> floors = new ArrayList<>();

    @AfterEach
    void close() {
        floors.forEach(ClientFloor::close);
    }

    @Test
    void oneAddressCannotHaveAllThePlaces() throws ConfigurationException {
        var pending = pending("");

        List<Connection> crowd = arrive(pending, "192.0.2.1", PendingConnections.ROOM / 2 + 1);
        var other = arrive(pending, "192.0.2.2", 1).getFirst();

        assertThat(crowd.getLast().getEndPoint().isOpen()).isFalse();
        assertThat(crowd.getFirst().getEndPoint().isOpen()).isTrue();
        assertThat(other.getEndPoint().isOpen()).isTrue();
    }

    @Test
    void aNetworkOfIpv6CountsAsOneAddress() throws ConfigurationException {
        var pending = pending("");
        int inside = 0;
        for (int n = 1; n <= PendingConnections.ROOM; n++) {
            var one = arrive(pending, "2001:db8:0:1::" + Integer.toHexString(n), 1).getFirst();
            inside += one.getEndPoint().isOpen() ? 1 : 0;
            if (!one.getEndPoint().isOpen()) {
                pending.onClosed(one);
            }
        }
        assertThat(inside).isEqualTo(PendingConnections.ROOM / 2);
        assertThat(arrive(pending, "2001:db8:0:2::1", 1).getFirst().getEndPoint().isOpen())
                .isTrue();
    }

    @Test
    void howeverManyTakeAllTheyMayThereIsSomeForTheNext() throws ConfigurationException {
        var pending = pending("");
        int all = 0;
        for (int n = 1; n <= 20; n++) {
            var crowd = arrive(pending, "192.0.2." + n, 600);
            crowd.stream()
                    .filter(connection -> !connection.getEndPoint().isOpen())
                    .forEach(pending::onClosed);
            long inside = crowd.stream().filter(each -> each.getEndPoint().isOpen()).count();
            assertThat(inside).isGreaterThanOrEqualTo(PendingConnections.FEWEST);
            all += (int) inside;
        }
        assertThat(all).isLessThan(PendingConnections.ROOM + 20 * PendingConnections.FEWEST);
    }

    @Test
    void whoLeavesMakesRoomAgainAndAgain() throws ConfigurationException {
        var pending = pending("");

        for (int round = 0; round < 2 * PendingConnections.ROOM; round++) {
            var newcomer = arrive(pending, "192.0.2.1", 1).getFirst();
            assertThat(newcomer.getEndPoint().isOpen()).isTrue();
            newcomer.getEndPoint().close();
            pending.onClosed(newcomer);
        }
    }

    @Test
    void trustedProxySpeaksForMany() throws ConfigurationException {
        var pending = pending("gate.trusted-proxies = [\"192.0.2.0/24\"]");

        var crowd = arrive(pending, "192.0.2.1", PendingConnections.ROOM);

        assertThat(crowd).allMatch(connection -> connection.getEndPoint().isOpen());
    }

    @Test
    void whoCarriesWebSocketsIsNotPendingUntilTheLastHasGone() throws ConfigurationException {
        var pending = pending("");
        var crowd = arrive(pending, "192.0.2.1", PendingConnections.ROOM / 2);
        crowd.forEach(pending::carries);
        crowd.forEach(pending::carries);

        var next = arrive(pending, "192.0.2.1", 1).getFirst();
        assertThat(next.getEndPoint().isOpen()).isTrue();
        assertThat(pending.isCarrying(crowd.getFirst())).isTrue();

        crowd.forEach(pending::carriesLess);
        assertThat(crowd).allMatch(each -> each.getEndPoint().isOpen());
        assertThat(pending.isCarrying(crowd.getFirst())).isTrue();

        crowd.forEach(pending::carriesLess);
        assertThat(pending.isCarrying(crowd.getFirst())).isFalse();
        assertThat(crowd.getFirst().getEndPoint().isOpen()).isTrue();
        assertThat(crowd.getLast().getEndPoint().isOpen()).isFalse();
    }

    private PendingConnections pending(String configuration) throws ConfigurationException {
        var settings = Configuration.of(configuration).settings();
        var floor = new ClientFloor(configuration);
        floors.add(floor);
        return new PendingConnections(
                floor.connections.addresses(),
                new ConnectionContext(
                        floor.delivery.lanes,
                        () -> settings,
                        time,
                        new ClientMeters(meters),
                        new IncomingMemory(() -> settings, meters)),
                new GateMeters(meters));
    }

    private static List<Connection> arrive(PendingConnections pending, String address, int count) {
        List<Connection> arrived = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            var connection = new Newcomer(new From(address));
            pending.onOpened(connection);
            arrived.add(connection);
        }
        return arrived;
    }

    private static final class Newcomer extends AbstractConnection {
        Newcomer(From endPoint) {
            super(endPoint, Runnable::run);
        }

        @Override
        public void onFillable() {}
    }

    private static final class From extends ByteArrayEndPoint {
        private final SocketAddress remote;

        From(String address) {
            remote = new InetSocketAddress(InetAddress.ofLiteral(address), 4711);
        }

        @Override
        public @Nullable SocketAddress getRemoteSocketAddress() {
            return isOpen() ? remote : null; // as sockets do
        }
    }
}
