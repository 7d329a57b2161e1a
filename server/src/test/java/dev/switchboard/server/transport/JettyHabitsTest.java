// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the switch takes for granted of Jetty, and Jetty nowhere promises. */
class JettyHabitsTest {

    private static final int MORE_THAN_SOCKETS_KEEP = 32 << 20;
    private static final byte[] REQUEST = RawClient.lines("GET / HTTP/1.1", "Host: a");

    /** Answers only when it is told to. */
    private static final class Slow extends Handler.Abstract.NonBlocking {
        private final BlockingQueue<Runnable> asked = new LinkedBlockingQueue<>();

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            asked.add(() ->
                    response.write(true, ByteBuffer.allocate(MORE_THAN_SOCKETS_KEEP), callback));
            return true;
        }
    }

    /** A client that asks without reading has one answer in memory, and one request in work. */
    @Test
    void aConnectionHasOneRequestAtATime() throws Exception {
        var server = new Server();
        var connector = new ServerConnector(server, 0, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        var slow = new Slow();
        server.setHandler(slow);
        server.start();
        try (var client = RawClient.connect(connector.getLocalPort())) {
            client.send(REQUEST, REQUEST);
            var first = slow.asked.take();
            expectTheNextFromAnother(slow, connector);
            first.run();
            expectTheNextFromAnother(slow, connector);

            client.skip(MORE_THAN_SOCKETS_KEEP);

            assertThat(slow.asked.poll(20, TimeUnit.SECONDS)).isNotNull();
        } finally {
            server.stop();
        }
    }

    /** It is read by the same selector, and so after what that has begun before. */
    private static void expectTheNextFromAnother(Slow slow, ServerConnector connector)
            throws Exception {
        try (var other = RawClient.connect(connector.getLocalPort())) {
            other.send(REQUEST);
            slow.asked.take().run();
            other.skip(MORE_THAN_SOCKETS_KEEP);
        }
        assertThat(slow.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept", "DestroyEndPoint"})
    void tasksOfNewAndClosedConnectionsCanBeTold(String task) throws ClassNotFoundException {
        assertThat(Class.forName(ManagedSelector.class.getName() + "$" + task))
                .isAssignableTo(Runnable.class)
                .isAssignableTo(Closeable.class);
    }
}
