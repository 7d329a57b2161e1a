// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** Makes Jetty read a request from text, without a socket, so that a test can ask about it. */
final class RequestReader {

    private final Server server = new Server();
    private final LocalConnector connector = new LocalConnector(server);
    private final BlockingQueue<Function<Request, Object>> questions = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();

    RequestReader() throws Exception {
        server.addConnector(connector);
        server.setHandler(
                new Handler.Abstract.NonBlocking() {
                    @Override
                    public boolean handle(Request request, Response response, Callback callback) {
                        answers.add(questions.remove().apply(request));
                        callback.succeeded();
                        return true;
                    }
                });
        server.start();
    }

    /** Asks about a request with these header lines, from loopback. */
    <A> A ask(Function<Request, A> question, String... headers) throws Exception {
        return ask("GET /ws HTTP/1.1", question, headers);
    }

    /** Asks about a request with these header lines, from a peer of this address. */
    <A> A askFrom(String peer, Function<Request, A> question, String... headers) throws Exception {
        return ask(request -> question.apply(from(peer, request)), headers);
    }

    @SuppressWarnings("unchecked") // the answer belongs to the question
    <A> A ask(String firstLine, Function<Request, A> question, String... headers) throws Exception {
        var head = new StringBuilder(firstLine).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        questions.clear(); // what Jetty itself refused is still there
        questions.add(question::apply);
        String response = connector.getResponse(head.append("\r\n").toString());
        Object answer = answers.poll();
        if (answer == null) {
            throw new AssertionError("Jetty does not let this through: " + response);
        }
        return (A) answer;
    }

    private static Request from(String peer, Request request) {
        var address = new InetSocketAddress(InetAddress.ofLiteral(peer), 40_000);
        var metaData =
                new ConnectionMetaData.Wrapper(request.getConnectionMetaData()) {
                    @Override
                    public SocketAddress getRemoteSocketAddress() {
                        return address;
                    }
                };
        return new Request.Wrapper(request) {
            @Override
            public ConnectionMetaData getConnectionMetaData() {
                return metaData;
            }
        };
    }

    void stop() throws Exception {
        server.stop();
    }
}
