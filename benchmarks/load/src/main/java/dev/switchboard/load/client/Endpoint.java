// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where clients connect, how, and from where.
 *
 * @param host as the server is to hear it, port included
 * @param path a template
 * @param headers further fields of the request, templates too
 * @param tls absent for plain connections
 * @param sources addresses to come from, in turn; empty for whatever the system takes
 */
public record Endpoint(
        InetSocketAddress address,
        String host,
        Template path,
        List<Template> headers,
        Optional<String> subprotocol,
        Optional<SSLContext> tls,
        List<String> sources) {

    /** A socket that is on its way. */
    SocketChannel connect(int connection, int receiveBuffer) throws IOException {
        SocketChannel socket = SocketChannel.open();
        try {
            socket.configureBlocking(false);
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            if (receiveBuffer > 0) {
                socket.setOption(StandardSocketOptions.SO_RCVBUF, receiveBuffer);
            }
            if (!sources.isEmpty()) {
                String source = sources.get(connection % sources.size());
                socket.bind(new InetSocketAddress(source, 0));
            }
            socket.connect(address);
            return socket;
        } catch (IOException | RuntimeException failed) {
            socket.close();
            throw failed;
        }
    }

    Transport transport(SocketChannel socket) throws IOException {
        return tls.isPresent()
                ? new SecureTransport(
                        socket,
                        tls.get().createSSLEngine(address.getHostString(), address.getPort()))
                : new PlainTransport(socket);
    }

    ByteBuffer request(int room, int connection) {
        StringBuilder request = new StringBuilder();
        request.append("GET ").append(path.expand(room, connection)).append(" HTTP/1.1\r\n");
        request.append("Host: ").append(host).append("\r\n");
        request.append("Upgrade: websocket\r\nConnection: Upgrade\r\n");
        request.append("Sec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: ").append(Handshake.KEY).append("\r\n");
        subprotocol.ifPresent(
                name -> request.append("Sec-WebSocket-Protocol: ").append(name).append("\r\n"));
        for (Template header : headers) {
            request.append(header.expand(room, connection)).append("\r\n");
        }
        request.append("\r\n");
        return ByteBuffer.wrap(request.toString().getBytes(StandardCharsets.UTF_8));
    }
}
