// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.distribution.Tarball;
import dev.switchboard.distribution.UnpackedSwitch;
import dev.switchboard.support.Await;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A switch that is stopped while its clients talk. */
class DrainIT {
    private static final int LISTENERS = 60;
    private static final int SPEAKERS = 4;
    private static final Pattern CONTENT = Pattern.compile("\"content\":\"(\\d+)-(\\d+)\"");

    /** Says numbers, one after the other has been answered, until it is sent away. */
    private static final class Speaker implements Runnable {
        private final Talker talker;
        private final int name;
        private volatile int confirmed;

        Speaker(Talker talker, int name) {
            this.talker = talker;
            this.name = name;
        }

        @Override
        public void run() {
            try {
                for (int number = 1; !talker.isGone(); number++) {
                    String answer =
                            talker.ask(
                                    "{\"msg_type\":\"room_message\",\"room\":\"r\",\"content\":\"%d-%d\",\"id\":%%s}"
                                            .formatted(name, number));
                    assertThat(answer).contains("\"ok\"");
                    confirmed = number;
                }
            } catch (Exception | AssertionError sentAway) {
                assertThat(talker.isGone()).as(sentAway.toString()).isTrue();
            }
        }
    }

    @Test
    void losesNothingThatWasConfirmedAndTellsEachItsOwnTimeToReturn() throws Exception {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            unpacked.configured(
                            """
                            messages { rate = 100000/s, burst = 100000 }
                            drain { window = 3s, return-window = 15s }
                            """)
                    .start();
            ProcessHandle process = unpacked.process().orElseThrow();
            List<Talker> listeners = Talker.crowd(unpacked.websocket(), LISTENERS);
            for (Talker listener : listeners) {
                listener.join("r");
            }
            List<Speaker> speakers = new ArrayList<>();
            for (int name = 0; name < SPEAKERS; name++) {
                speakers.add(new Speaker(Talker.at(unpacked.websocket()).join("r"), name));
            }
            List<Thread> threads = speakers.stream().map(Thread.ofVirtual()::start).toList();
            Await.until(
                    "everybody talks",
                    () -> speakers.stream().allMatch(speaker -> speaker.confirmed > 20));

            List<Integer> before = speakers.stream().map(speaker -> speaker.confirmed).toList();
            process.destroy();

            Set<String> returns = new HashSet<>();
            int longest = 0;
            for (Talker listener : listeners) {
                List<String> heard = listener.heardUntilTheEnd();
                assertThat(listener.farewell().code()).isEqualTo(1012);
                List<String> goaways =
                        heard.stream().filter(each -> each.contains("\"goaway\"")).toList();
                assertThat(goaways).hasSize(1);
                returns.add(goaways.getFirst());
                for (int name = 0; name < SPEAKERS; name++) {
                    assertThat(numbersOf(name, heard))
                            .as("without a hole, and nothing of what was confirmed before missing")
                            .hasSizeGreaterThanOrEqualTo(before.get(name))
                            .isEqualTo(
                                    IntStream.rangeClosed(1, numbersOf(name, heard).size())
                                            .boxed()
                                            .toList());
                }
                longest = Math.max(longest, heard.size());
            }
            assertThat(returns)
                    .as("moments to return at")
                    .allMatch(goaway -> goaway.contains("\"retry_after_ms\":"))
                    .hasSizeGreaterThan(LISTENERS * 9 / 10);
            int confirmedBefore = before.stream().mapToInt(Integer::intValue).sum();
            assertThat(longest).as("talk went on in the drain").isGreaterThan(confirmedBefore);
            for (Thread thread : threads) {
                thread.join();
            }
            Await.until("the process has ended", () -> !process.isAlive());
            listeners.forEach(Talker::close);
        }
    }

    @Test
    void turnsNewcomersAwayWhileItGoesOn() throws Exception {
        try (UnpackedSwitch unpacked = UnpackedSwitch.of(Tarball.WITH_JAVA)) {
            unpacked.configured("drain { window = 60s, return-window = 15s }").start();
            Figures figures = new Figures(unpacked);
            assertThat(figures.page("/readyz").statusCode()).isEqualTo(200);
            List<Talker> inside = Talker.crowd(unpacked.websocket(), 5);

            unpacked.process().orElseThrow().destroy();

            Await.until("unready", () -> figures.page("/readyz").statusCode() == 503);
            assertThat(figures.page("/livez").statusCode()).isEqualTo(200);
            Await.until("newcomers are turned away", () -> isRefused(unpacked));
            // A second signal ends it at once, long before the window is over.
            ProcessHandle process = unpacked.process().orElseThrow();
            process.destroy();
            Await.until("the process has ended", () -> !process.isAlive());
            inside.forEach(Talker::close);
        }
    }

    private static boolean isRefused(UnpackedSwitch unpacked) throws Exception {
        try (Talker newcomer = Talker.at(unpacked.websocket())) {
            return newcomer.isGone();
        } catch (ExecutionException refused) {
            return refused.getCause() instanceof java.net.ConnectException
                    || refused.getCause() instanceof WebSocketHandshakeException;
        }
    }

    private static List<Integer> numbersOf(int name, List<String> heard) {
        return heard.stream()
                .map(CONTENT::matcher)
                .filter(Matcher::find)
                .filter(content -> Integer.parseInt(content.group(1)) == name)
                .map(content -> Integer.valueOf(content.group(2)))
                .toList();
    }
}
