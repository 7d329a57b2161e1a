// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Kind;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;

/**
 * What tests of a plugin's calls have in common: a floor, two kinds, and code that does not behave.
 */
abstract class CallsOfAPlugin {

    @Kind("job")
    record Job() {}

    @Kind("note")
    record Note() {}

    static final String JOB = "{\"msg_type\":\"job\",\"id\":1}";
    static final String NOTE = "{\"msg_type\":\"note\",\"id\":2}";
    static final String JOB_DONE = "{\"msg_type\":\"ok\",\"id\":1}";
    static final String NOTED = "{\"msg_type\":\"ok\",\"id\":2}";

    final List<String> told = new CopyOnWriteArrayList<>();
    final CountDownLatch end = new CountDownLatch(1);
    RoutingFloor floor = new RoutingFloor(1_000_000);

    @AfterEach
    void close() {
        end.countDown();
        floor.close();
    }

    void use(String... configuration) {
        floor.close();
        floor = new RoutingFloor(1_000_000, configuration);
    }

    /** Calls on other threads, by a switch that does something each time it looks up a setting. */
    PluginCalls calls(Runnable onSettings, Executor threads) {
        return new PluginCalls(
                () -> {
                    onSettings.run();
                    return floor.clients.settings();
                },
                floor.meters,
                floor.time,
                threads);
    }

    static Work work(Callable<Object> code) {
        return new Work() {
            @Override
            public Object run() throws Exception {
                return code.call();
            }

            @Override
            public void settled(Outcome outcome) {}
        };
    }

    /** A stage as a handler returns it: the switch looks after what becomes of it. */
    static Object stage(CompletionStage<?> stage) {
        return stage;
    }

    Object tell(String what) {
        told.add(what);
        return null;
    }

    Object spin() {
        told.add("spins");
        while (end.getCount() > 0) {
            Thread.onSpinWait();
        }
        return null;
    }

    Object awaitStubbornly(CountDownLatch latch) {
        told.add("stuck");
        while (true) {
            try {
                latch.await();
                return null;
            } catch (InterruptedException ignored) {
                // that is what it is here for
            }
        }
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
