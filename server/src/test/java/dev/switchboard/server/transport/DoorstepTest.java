// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

class DoorstepTest {

    private final Meters meters = new Meters(new VirtualTime());

    @Test
    void oneAddressCannotHaveTheWholeDoorstep() throws ConfigurationException {
        var doorstep = doorstep("");

        List<Connection> crowd = arrive(doorstep, "192.0.2.1", Doorstep.MOST_OF_ONE_ADDRESS + 1);
        var other = arrive(doorstep, "192.0.2.2", 1).getFirst();

        assertThat(crowd.getLast().getEndPoint().isOpen()).isFalse();
        assertThat(crowd.getFirst().getEndPoint().isOpen()).isTrue();
        assertThat(other.getEndPoint().isOpen()).isTrue();
    }

    @Test
    void whoLeavesMakesRoomAgainAndAgain() throws ConfigurationException {
        var doorstep = doorstep("");

        for (int round = 0; round < 3 * Doorstep.MOST_OF_ONE_ADDRESS; round++) {
            var visitor = arrive(doorstep, "192.0.2.1", 1).getFirst();
            assertThat(visitor.getEndPoint().isOpen()).isTrue();
            visitor.getEndPoint().close();
            doorstep.onClosed(visitor);
        }
    }

    @Test
    void trustedProxySpeaksForMany() throws ConfigurationException {
        var doorstep = doorstep("gate.trusted-proxies = [\"192.0.2.0/24\"]");

        var crowd = arrive(doorstep, "192.0.2.1", Doorstep.MOST_OF_ONE_ADDRESS + 100);

        assertThat(crowd).allMatch(connection -> connection.getEndPoint().isOpen());
    }

    private Doorstep doorstep(String configuration) throws ConfigurationException {
        var gate = Configuration.of(configuration).settings().gate();
        return new Doorstep(() -> gate, new ClientMeters(meters));
    }

    private static List<Connection> arrive(Doorstep doorstep, String address, int count) {
        List<Connection> arrived = new ArrayList<>();
        for (int each = 0; each < count; each++) {
            var connection = new Visitor(new From(address));
            doorstep.onOpened(connection);
            arrived.add(connection);
        }
        return arrived;
    }

    private static final class Visitor extends AbstractConnection {
        Visitor(From endPoint) {
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
