// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.List;
import java.util.Map;

/**
 * Who causes the load, and who is held, in some seconds. All but the counts of what is now are by
 * the second. A cost is in deliveries, as the settings {@code delivery.limits} count them: one for
 * each client that gets a message, and one more for each 2 KiB of it. Shares are in percent of the
 * cost of all. Texts are fit to be shown.
 *
 * @param held how many clients are held now, by reason
 * @param clients those who cost most first; then those who owe most
 * @param topics those that cost most first
 */
public record TopReport(
        double seconds,
        int connected,
        Map<String, Integer> held,
        Traffic traffic,
        Memory memory,
        List<Lane> lanes,
        List<Client> clients,
        List<Topic> topics) {

    /** So many clients and topics are in it at most. */
    public static final int MOST = 100;

    public TopReport {
        lanes = List.copyOf(lanes);
        clients = List.copyOf(clients);
        topics = List.copyOf(topics);
    }

    /** What comes in from clients that are still here, and what goes out. */
    public record Traffic(double messagesIn, double bytesIn, double deliveries, double cost) {}

    /** What clients have not read, and may leave unread in all, in bytes. */
    public record Memory(long used, long budget) {}

    /**
     * One lane.
     *
     * @param waiting bytes that wait for it
     * @param busy how much of the time its thread computed, in percent
     */
    public record Lane(int number, long waiting, double busy) {}

    /**
     * One client.
     *
     * @param user empty if it is nobody's
     * @param debt bytes that it has caused and that still wait
     * @param held for what it is held now
     */
    public record Client(
            String id,
            String user,
            String address,
            String path,
            double messagesIn,
            double bytesIn,
            double cost,
            double share,
            long debt,
            List<String> held) {

        public Client {
            held = List.copyOf(held);
        }
    }

    /**
     * One topic.
     *
     * @param receivers how many members it has now
     */
    public record Topic(
            String name, double publications, int receivers, double cost, double share) {}
}
