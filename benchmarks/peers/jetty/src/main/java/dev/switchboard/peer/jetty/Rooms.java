// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.peer.jetty;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Who is in which room. Any thread may call it: the maps are concurrent ones. */
final class Rooms {
    private final Map<String, Set<Session>> members = new ConcurrentHashMap<>();

    void join(String room, Session session) {
        members.compute(
                room,
                (name, sessions) -> {
                    Set<Session> grown = sessions == null ? ConcurrentHashMap.newKeySet() : sessions;
                    grown.add(session);
                    return grown;
                });
    }

    void leave(String room, Session session) {
        members.computeIfPresent(
                room,
                (name, sessions) -> {
                    sessions.remove(session);
                    return sessions.isEmpty() ? null : sessions;
                });
    }

    /** Sends to everybody in the room but the one it comes from. */
    void send(String room, Session from, String text) {
        for (Session session : members.getOrDefault(room, Set.of())) {
            if (session != from) {
                session.sendText(text, Callback.NOOP);
            }
        }
    }
}
