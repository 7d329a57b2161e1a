// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.peer.vertx;

import io.vertx.core.http.ServerWebSocket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who is in which room. Any event loop may call it: the maps are concurrent ones. */
final class Rooms {
    private final Map<String, Set<ServerWebSocket>> members = new ConcurrentHashMap<>();

    void join(String room, ServerWebSocket socket) {
        members.compute(
                room,
                (name, sockets) -> {
                    Set<ServerWebSocket> grown = sockets == null ? ConcurrentHashMap.newKeySet() : sockets;
                    grown.add(socket);
                    return grown;
                });
    }

    void leave(String room, ServerWebSocket socket) {
        members.computeIfPresent(
                room,
                (name, sockets) -> {
                    sockets.remove(socket);
                    return sockets.isEmpty() ? null : sockets;
                });
    }

    /** Sends to everybody in the room but the one it comes from. */
    void send(String room, ServerWebSocket from, String text) {
        for (ServerWebSocket socket : members.getOrDefault(room, Set.of())) {
            if (socket != from) {
                socket.writeTextMessage(text);
            }
        }
    }
}
