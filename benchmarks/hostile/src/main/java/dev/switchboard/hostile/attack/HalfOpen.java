// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import static dev.switchboard.hostile.attack.Rows.KIB;

import dev.switchboard.hostile.attack.Strangers.After;
import dev.switchboard.hostile.server.Setup;

/** Sockets that say nothing, or not all, or break. */
final class HalfOpen {
    private HalfOpen() {}

    static void in(Rows rows) {
        silent(rows);
        handshakes(rows);
        rows.sockets(
                "half-messages",
                "1,000 clients stop in the last fragment of a message of 64 KB",
                Setup.heap("256m"),
                Strangers.of(
                        1_000,
                        20,
                        After.BE_SILENT,
                        Bytes.of(Bytes.upgrade()),
                        Bytes.unfinished(48 * KIB, 16 * KIB)));
        rows.sockets(
                "breaking",
                "connections from 40 addresses are opened and break, 3,000 a second",
                Strangers.of(200, 40, After.RESET, Bytes.of(Bytes.upgrade())).opening(3_000));
        rows.sockets(
                "slow-admin",
                "80 connections to the admin port send a byte every half second",
                Strangers.of(80, 1, After.DRIP, bytes(Bytes.request("/livez"))).atTheAdmin());
    }

    private static void silent(Rows rows) {
        rows.sockets(
                "silent-sockets",
                "1,200 sockets from 4 addresses that say nothing, opened anew when closed",
                Strangers.of(1_200, 4, After.BE_SILENT));
        int thousands = rows.count(5_000, 2_000);
        rows.sockets(
                "silent-thousands",
                "%,d sockets from 100 addresses that say nothing, opened anew when closed"
                        .formatted(thousands),
                Strangers.of(thousands, 100, After.BE_SILENT));
        rows.sockets(
                "silent-small-gate",
                "2,000 sockets from 4 addresses that say nothing, opened anew when closed",
                rows.usual().with("gate.max-connections = " + rows.count(600, 150)),
                Strangers.of(2_000, 4, After.BE_SILENT));
        rows.add(
                new Assault(
                                "out-of-files",
                                "1,000 clients from 20 addresses stop after the handshake; there are files for half of them",
                                rows.usual().files(rows.count(1_100, 700)),
                                ground ->
                                        new Sockets(
                                                ground,
                                                Strangers.of(
                                                        1_000,
                                                        20,
                                                        After.BE_SILENT,
                                                        Bytes.of(Bytes.upgrade()))))
                        .filling());
        rows.sockets(
                "half-handshakes",
                "1,200 sockets from 8 addresses that stop in the middle of the handshake",
                Strangers.of(
                        1_200, 8, After.BE_SILENT, Bytes.of(Bytes.upgrade().substring(0, 40))));
    }

    private static void handshakes(Rows rows) {
        byte[] hello = Bytes.hello();
        Strangers hellos = Strangers.of(20, 1, After.RESET, hello);
        rows.sockets(
                "tls-hellos",
                "20 sockets begin TLS, read the answer, reset, and begin anew, as fast as they are served",
                rows.usual().secure(),
                hellos);
        rows.sockets(
                "tls-hellos-500",
                "the same, 500 times a second",
                rows.usual().secure(),
                hellos.opening(500));
        int count = rows.count(5_000, 1_000);
        rows.sockets(
                "tls-silent",
                "%,d sockets from 50 addresses begin TLS and then say nothing".formatted(count),
                rows.usual().secure(),
                Strangers.of(count, 50, After.BE_SILENT, hello));
    }

    private static byte[][] bytes(String text) {
        byte[] all = Bytes.of(text);
        byte[][] single = new byte[all.length][1];
        for (int i = 0; i < all.length; i++) {
            single[i][0] = all[i];
        }
        return single;
    }
}
