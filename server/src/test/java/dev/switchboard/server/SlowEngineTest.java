// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Kind;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Topic;
import dev.switchboard.server.engine.FakeEngine;
import dev.switchboard.support.Await;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients see of an engine that takes its time: {@code ok} means what it has answered. */
class SlowEngineTest {

    /** Said to everyone; done when the engine says so. */
    @Kind("talk")
    record Talk(String text) {}

    /** Answered at once, on the thread that reads. */
    @Kind("quick")
    record Quick() {}

    @Kind("said")
    record Said(String text) {}

    private static final Topic ALL = Topic.everyone();

    private final AtomicReference<FakeEngine> engine = new AtomicReference<>();
    private RunningSwitch running;
    private Peer ann;
    private Peer bob;

    @BeforeEach
    void start() throws Exception {
        running =
                RunningSwitch.with(
                        "",
                        SlowEngineTest::talk,
                        local -> {
                            engine.set(new FakeEngine(local));
                            return engine.get();
                        });
        ann = new Peer(running.port(), "/ws");
        bob = new Peer(running.port(), "/ws");
        ann.hello();
        bob.hello();
    }

    private static void talk(PluginContext context) {
        context.onAsync(Talk.class, (talk, _) -> context.hub().publish(ALL, new Said(talk.text())))
                .onInline(Quick.class, (_, sender) -> sender.send(new Said("quick")));
    }

    @AfterEach
    void stop() {
        running.close();
    }

    @Test
    void okComesWhenTheEngineHasDecidedAndTheSendersNextMessagesAfterIt() throws Exception {
        ann.say("{\"msg_type\":\"talk\",\"id\":1,\"text\":\"hi\"}");
        ann.say("{\"msg_type\":\"quick\",\"id\":2}");
        await(1);

        // Others are served meanwhile, as often as they like: no reader waits for the engine.
        for (int id = 0; id < 50; id++) {
            bob.say("{\"msg_type\":\"quick\",\"id\":" + id + "}");
            assertThat(bob.next()).isEqualTo("{\"msg_type\":\"said\",\"text\":\"quick\"}");
            assertThat(bob.next()).isEqualTo("{\"msg_type\":\"ok\",\"id\":" + id + "}");
        }

        engine.get().decide(ALL);
        String hi =
                "{\"msg_type\":\"said\",\"offset\":1,\"epoch\":\"%s\",\"text\":\"hi\"}"
                        .formatted(FakeEngine.EPOCH);
        assertThat(bob.next()).isEqualTo(hi);
        assertThat(ann.next()).isEqualTo(hi);
        assertThat(ann.next()).isEqualTo("{\"msg_type\":\"ok\",\"id\":1}");
        assertThat(ann.next()).isEqualTo("{\"msg_type\":\"said\",\"text\":\"quick\"}");
        assertThat(ann.next()).isEqualTo("{\"msg_type\":\"ok\",\"id\":2}");
    }

    @Test
    void whatTheEngineRefusesLaterIsAnErrorAndNothingElse() throws Exception {
        ann.say("{\"msg_type\":\"talk\",\"id\":1,\"text\":\"hi\"}");
        await(1);
        engine.get().fail(ALL);
        assertThat(ann.next())
                .isEqualTo(
                        "{\"msg_type\":\"error\",\"id\":1,\"code\":\"unavailable\",\"message\":\"not stored\"}");
    }

    @Test
    void whatTheEngineRefusesAtOnceIsAnErrorToo() throws Exception {
        engine.get().full(true);
        ann.say("{\"msg_type\":\"talk\",\"id\":1,\"text\":\"hi\"}");
        assertThat(ann.next())
                .isEqualTo(
                        "{\"msg_type\":\"error\",\"id\":1,\"code\":\"unavailable\",\"message\":\"the engine is full\"}");
    }

    private void await(int waiting) {
        Await.until(() -> engine.get().waiting(ALL) == waiting);
    }
}
