// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairQueueTest {

    private record Task(String cause, int number, long cost) {}

    private static final long BONUS = 50;

    private final FairQueue<Task> queue = new FairQueue<>(BONUS, Task::cost);
    private final Map<String, Integer> added = new HashMap<>();

    private void add(String cause, long cost) {
        queue.add(cause, new Task(cause, added.merge(cause, 1, Integer::sum), cost));
    }

    private Task serve() {
        var flow = queue.begin();
        var task = queue.take(flow);
        queue.end(flow, task.cost());
        return task;
    }

    @Test
    void whatHasOneCauseKeepsItsOrder() {
        for (int n = 0; n < 5; n++) {
            add("a", 1);
        }
        for (int n = 1; n <= 5; n++) {
            assertThat(serve().number()).isEqualTo(n);
        }
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatIsRareIsNextHoweverManyFloodsThereAre() {
        for (int flood = 0; flood < 1000; flood++) {
            for (int n = 0; n < 3; n++) {
                add("flood " + flood, 100);
            }
        }
        for (int n = 0; n < 1500; n++) {
            serve();
        }
        add("rare", 1);

        assertThat(serve().cause()).isEqualTo("rare");
    }

    @Test
    void whoComesAndGoesGetsNoMoreThanWhoStays() {
        for (int n = 0; n < 200; n++) {
            add("stays", 10);
        }
        long visitor = 0;
        for (int n = 0; n < 100; n++) {
            if (!queue.holds("visits")) {
                add("visits", 10);
            }
            visitor += serve().cause().equals("visits") ? 1 : 0;
        }
        assertThat(visitor).isBetween(49L, 50L + BONUS / 10);
    }

    @Test
    void nothingIsRememberedWhenAllIsDone() {
        add("a", 1_000_000);
        serve();
        add("a", 1);
        add("b", 1);

        assertThat(serve().cause()).isEqualTo("a");
    }

    @Test
    void whatIsInServiceIsNotNextAndOthersAre() {
        add("a", 10);
        add("a", 10);
        var a = queue.begin();
        queue.take(a);
        assertThat(queue.hasNext()).isFalse();
        assertThat(queue.isAlone(a)).isTrue();
        add("b", 10);
        var b = queue.begin();
        queue.take(b);

        assertThat(queue.hasNext()).isFalse();
        assertThat(queue.isAlone(b)).isFalse();
        queue.end(b, 10);
        assertThat(queue.hasNext()).isFalse();
        queue.end(a, 10);
        assertThat(serve()).isEqualTo(new Task("a", 2, 10));
    }

    /** However many others come and go, and also if nothing else is left to be done. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3000})
    void whatIsInServiceIsNotForgotten(int visitors) {
        add("served", 1);
        var served = queue.begin();
        queue.take(served);
        if (visitors > 1) {
            add("large", 1000);
            add("large", 1000);
            serve();
        }
        for (int n = 0; n < visitors; n++) {
            add("visitor " + n, 1000);
            serve();
        }
        add("served", 1);

        assertThat(served.peek()).isNotNull();
    }

    @Test
    void causesThatAreDoneAreForgottenHoweverLongAFloodLasts() {
        int most = 0;
        add("flood", 10);
        for (int n = 0; n < 100_000; n++) {
            add("flood", 10);
            add("visitor " + n, 10);
            serve();
            serve();
            most = Math.max(most, queue.causes());
        }

        assertThat(queue.isEmpty()).isFalse();
        assertThat(most).isLessThan(3000);
    }

    /** Random causes, costs and pauses; all the time, two that are busy have had about the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void twoThatAreBusyNeverDifferByMoreThanTheirLargestService(long seed) {
        var random = new Random(seed);
        long largest = 1000;
        var causes = List.of("a", "b", "c", "d", "e");
        var servedWhileBusy = new HashMap<String, long[]>();
        for (int step = 0; step < 20_000; step++) {
            var busyBefore = new ArrayList<String>();
            for (var cause : causes) {
                if (queue.holds(cause)) {
                    busyBefore.add(cause);
                }
            }
            if (random.nextInt(3) > 0) {
                add(causes.get(random.nextInt(causes.size())), 1 + random.nextLong(largest));
            }
            if (queue.isEmpty() || random.nextInt(3) == 0) {
                continue;
            }
            var task = serve();
            for (var one : causes) {
                for (var other : causes) {
                    var pair = one + other;
                    if (!busyBefore.contains(one) || !busyBefore.contains(other)) {
                        servedWhileBusy.remove(pair);
                        continue;
                    }
                    var served = servedWhileBusy.computeIfAbsent(pair, _ -> new long[2]);
                    served[0] += task.cause().equals(one) ? task.cost() : 0;
                    served[1] += task.cause().equals(other) ? task.cost() : 0;
                    assertThat(Math.abs(served[0] - served[1]))
                            .isLessThanOrEqualTo(2 * largest + BONUS);
                }
            }
        }
    }
}
