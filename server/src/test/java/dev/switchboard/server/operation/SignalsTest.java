// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.switchboard.server.log.LineKinds;
import dev.switchboard.support.Await;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SignalsTest {

    /** With one that Java does not need, and that does nothing to others. */
    @Test
    void aSignalIsCarriedOutAndWrittenDownAsAnOrder() throws Exception {
        var audit = (Logger) LoggerFactory.getLogger(LineKinds.AUDIT);
        List<String> written = new CopyOnWriteArrayList<>();
        var appender =
                new AppenderBase<ILoggingEvent>() {
                    @Override
                    protected void append(ILoggingEvent line) {
                        written.add(line.getKeyValuePairs().toString());
                    }
                };
        appender.start();
        audit.setLevel(Level.INFO);
        audit.addAppender(appender);
        var carriedOut = new CountDownLatch(1);
        try {
            Signals.on("WINCH", carriedOut::countDown);
            String own = Long.toString(ProcessHandle.current().pid());
            assertThat(new ProcessBuilder("kill", "-WINCH", own).start().waitFor()).isZero();
            assertThat(carriedOut.await(60, TimeUnit.SECONDS)).isTrue();
            Await.until(() -> written.equals(List.of("[who=\"local\", order=\"SIGWINCH\"]")));
        } finally {
            audit.detachAppender(appender);
        }
    }
}
