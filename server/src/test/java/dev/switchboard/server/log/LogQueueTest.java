// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import dev.switchboard.support.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class LogQueueTest {

    @Test
    void aWriterThatHangsHoldsUpNobodyAndWhatIsLostIsCounted() {
        LoggerContext logback = new LoggerContext();
        CountDownLatch released = new CountDownLatch(1);
        List<Level> written = Collections.synchronizedList(new ArrayList<>());
        LongAdder dropped = new LongAdder();
        LogQueue queue = new LogQueue(dropped);
        queue.setContext(logback);
        queue.addAppender(started(new Hanging(released, written), logback));
        queue.start();
        logback.setMDCAdapter(new LogbackMDCAdapter());
        Logger logger = logback.getLogger("a");
        logger.addAppender(queue);
        logback.getLogger(LineKinds.AUDIT).addAppender(queue);

        // The writer may take a queue full of lines before it hangs.
        for (int i = 0; i < 20_000; i++) {
            logger.info("one");
        }
        long infos = dropped.sum();
        assertThat(infos).isPositive();
        logger.warn("there is still room for warnings");
        logback.getLogger(LineKinds.AUDIT).info("and for what operators order");
        assertThat(dropped.sum()).isEqualTo(infos);
        for (int i = 0; i < 20_000; i++) {
            logger.error("two");
        }
        assertThat(dropped.sum()).isGreaterThan(infos);

        released.countDown();
        logback.stop();
        assertThat(written).hasSize((int) (40_002 - dropped.sum())).contains(Level.WARN);
    }

    @Test
    void aLineOfTheAuditWaitsForAPlace() throws Exception {
        LoggerContext logback = new LoggerContext();
        CountDownLatch released = new CountDownLatch(1);
        List<Level> written = Collections.synchronizedList(new ArrayList<>());
        LogQueue queue = new LogQueue(new LongAdder());
        queue.setContext(logback);
        var hanging = new Hanging(released, written);
        queue.addAppender(started(hanging, logback));
        queue.start();
        logback.setMDCAdapter(new LogbackMDCAdapter());
        logback.getLogger("root").addAppender(queue);
        Logger audit = logback.getLogger(LineKinds.AUDIT);
        audit.addAppender(queue);
        logback.getLogger("root").error("the writer hangs on this, and takes no more");
        hanging.reached.await();
        for (int i = 0; i < 20_000; i++) {
            logback.getLogger("root").error("full");
        }
        var waiting = Thread.ofPlatform().start(() -> audit.warn("ordered"));
        Await.until(() -> waiting.getState() == Thread.State.TIMED_WAITING);
        released.countDown();
        waiting.join();
        logback.stop();
        assertThat(written).contains(Level.WARN);
    }

    private static Hanging started(Hanging appender, LoggerContext logback) {
        appender.setContext(logback);
        appender.start();
        return appender;
    }

    private static final class Hanging extends AppenderBase<ILoggingEvent> {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released;
        private final List<Level> written;

        Hanging(CountDownLatch released, List<Level> written) {
            this.released = released;
            this.written = written;
        }

        @Override
        protected void append(ILoggingEvent event) {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            written.add(event.getLevel());
        }
    }
}
