// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile.attack;

import java.util.List;

/**
 * What every client of a {@link Crew} does.
 *
 * @param path where they connect
 * @param count how many there are
 * @param hellos what each says first; templates
 */
record Role(String path, int count, List<String> hellos, Talk talk, Reading reading) {
    private static final double RATE = 50;
    private static final String CHAT = "{\"msg_type\":\"chat\",\"content\":\"%p\"}";

    /** Few enough for one address to open them at once. */
    private static final int FROM_ONE_ADDRESS = 80;

    /**
     * What each says after the hellos.
     *
     * @param messages said in turn, over and over; templates with a payload
     * @param size bytes of each message
     * @param burst how many go at once; they are saved for
     */
    record Talk(List<String> messages, int size, double perSecond, int burst) {
        static final Talk NONE = new Talk(List.of(), 0, 0, 0);
    }

    /**
     * How each reads.
     *
     * @param bytesPerSecond 0 for one that stops
     * @param receiveBuffer bytes of the socket; 0 for what the system gives
     * @param isInnocent whether it does nothing that it may not
     */
    record Reading(double bytesPerSecond, int receiveBuffer, boolean isInnocent) {
        static final Reading ALL = new Reading(Double.POSITIVE_INFINITY, 0, false);

        boolean isStopped() {
            return bytesPerSecond == 0;
        }
    }

    /** Clients that talk at the default rate, and read all they get. */
    static Role talking(int count, int size, String... messages) {
        Talk talk = new Talk(List.of(messages), size, RATE, 1);
        return new Role("/ws", count, List.of(), talk, Reading.ALL);
    }

    /** Clients that talk to everyone. */
    static Role chatting(int count, int size) {
        return talking(count, size, CHAT);
    }

    /** Clients that only read, slowly, which they may. */
    static Role listening(int count, double bytesPerSecond, int receiveBuffer) {
        Reading slow = new Reading(bytesPerSecond, receiveBuffer, true);
        return new Role("/ws", count, List.of(), Talk.NONE, slow);
    }

    /** Clients that say their hellos, and then neither talk nor read. */
    static Role stopping(int count, int receiveBuffer, String... hellos) {
        Reading none = new Reading(0, receiveBuffer, false);
        return new Role("/ws", count, List.of(hellos), Talk.NONE, none);
    }

    Role on(String path) {
        return new Role(path, count, hellos, talk, reading);
    }

    Role greeting(String... hellos) {
        return new Role(path, count, List.of(hellos), talk, reading);
    }

    /** They read, but only so fast. */
    Role reading(double bytesPerSecond) {
        Reading slow = new Reading(bytesPerSecond, reading.receiveBuffer, reading.isInnocent);
        return new Role(path, count, hellos, talk, slow);
    }

    Role paced(double perSecond, int burst) {
        Talk paced = new Talk(talk.messages, talk.size, perSecond, burst);
        return new Role(path, count, hellos, paced, reading);
    }

    /** How many addresses they come from. */
    int addresses() {
        return 1 + count / FROM_ONE_ADDRESS;
    }

    /** The order to join a room, for a {@link #greeting}. */
    static String joining(String room) {
        return "{\"msg_type\":\"join_room\",\"room\":\"%s\"}".formatted(room);
    }
}
