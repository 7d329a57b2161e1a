// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import dev.switchboard.hostile.attack.Strangers.After;
import dev.switchboard.hostile.server.IssuerOfTokens;
import dev.switchboard.hostile.server.Setup;
import dev.switchboard.hostile.server.Setup.Authority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.LongFunction;

/** Strangers who show tokens that are not valid, and clients whose tokens are. */
final class Tokens {
    private static final String REVOKED = "revoked";
    private static final String ROOM = "flood";

    private Tokens() {}

    static void in(Rows rows) {
        Setup issuer = rows.usual().asking(Authority.ISSUER);
        Instant now = Instant.now();
        notValid(rows, issuer, now);
        slow(rows);
        valid(rows, issuer, now);
    }

    private static void notValid(Rows rows, Setup issuer, Instant now) {
        String forged = IssuerOfTokens.forged("");
        show(rows, "forged-tokens", "a forged token", issuer, number -> forged);
        String large = "x".repeat(6_000);
        show(rows, "large-tokens", "a token of 6 KB", issuer, number -> large);
        String expired = IssuerOfTokens.token("ann", "expired", now.minus(Duration.ofMinutes(10)));
        show(rows, "expired-tokens", "a token that has expired", issuer, number -> expired);
        String valid = valid(REVOKED, now);
        Strangers revoked = showing(number -> valid);
        rows.add(
                "revoked-tokens",
                "200 sockets from 40 addresses show a revoked token, reset, and begin anew; it is revoked ten times a second",
                issuer,
                ground ->
                        Together.of(
                                "operator",
                                new Operator.Revoking(ground, REVOKED),
                                "strangers",
                                new Sockets(ground, revoked)));
        rows.add(
                "forged-logins",
                "100 clients say who they are, by a forged token, 50 times a second each",
                issuer,
                ground -> new Crew(ground, Role.talking(100, 500, login(forged))));
    }

    /** Whom the switch asks about tokens does not answer. */
    private static void slow(Rows rows) {
        show(
                rows,
                "slow-jwks",
                "tokens, each with another unknown key,",
                rows.usual().asking(Authority.BAD_ISSUER),
                number -> IssuerOfTokens.forged("key-" + number));
        show(
                rows,
                "slow-backend",
                "tokens, each another one,",
                rows.usual().asking(Authority.HANGING_BACKEND),
                number -> "token-" + number);
    }

    private static void valid(Rows rows, Setup issuer, Instant now) {
        String token = valid("ann", now);
        int sessions = rows.count(500, 200);
        rows.add(
                "sessions-of-one-user",
                "%d clients of one user send 50/s chats of 128 bytes".formatted(sessions),
                issuer.with("gate.per-user.connections = 1000"),
                ground -> new Crew(ground, Role.chatting(sessions, 128).greeting(login(token))));
        Role members =
                Role.talking(100, 128, inRoom("join_room"), inRoom("room_message"), login(token))
                        .greeting(login(token));
        rows.add(
                "rights-changing",
                "100 clients of one user join a room, talk there and log in anew, 50 messages/s each; what they may do there changes ten times a second",
                issuer,
                ground ->
                        Together.of(
                                "operator",
                                new Operator.ChangingRights(ground, ROOM),
                                "clients",
                                new Crew(ground, members)));
    }

    private static String valid(String id, Instant now) {
        return IssuerOfTokens.token("ann", id, now.plus(Duration.ofMinutes(50)));
    }

    private static String inRoom(String kind) {
        return "{\"msg_type\":\"%s\",\"room\":\"%s\",\"content\":\"%%p\"}".formatted(kind, ROOM);
    }

    private static String login(String token) {
        return "{\"msg_type\":\"auth\",\"token\":\"" + token + "\",\"pad\":\"%p\"}";
    }

    private static void show(
            Rows rows, String name, String what, Setup setup, LongFunction<String> token) {
        rows.sockets(
                name,
                "200 sockets from 40 addresses show %s reset, and begin anew"
                        .formatted(what.endsWith(",") ? what : what + ","),
                setup,
                showing(token));
    }

    private static Strangers showing(LongFunction<String> token) {
        return Strangers.of(200, 40, After.RESET)
                .saying(number -> List.of(Bytes.of(upgradeWith(token.apply(number)))));
    }

    private static String upgradeWith(String token) {
        return Bytes.upgrade()
                .replace("\r\n\r\n", "\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }
}
