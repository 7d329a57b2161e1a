// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails the test in which {@link Secrets} came into the log. It comes by itself into every test of
 * a module that has this one, and reads all that an operator would see; on the console stand only
 * warnings.
 */
public final class SecretsInLogs implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    private static final Reader READER = new Reader();

    /** Any thread. */
    private static final class Reader extends UnsynchronizedAppenderBase<ILoggingEvent> {
        final Queue<String> found = new ConcurrentLinkedQueue<>();

        Reader() {
            setName("secrets");
        }

        @Override
        protected void append(ILoggingEvent event) {
            var text = new StringBuilder(event.getFormattedMessage());
            text.append(event.getKeyValuePairs()).append(event.getMDCPropertyMap());
            if (event.getThrowableProxy() != null) {
                text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            Secrets.in(text.toString()).stream()
                    .map(secret -> secret + ", in: " + text)
                    .forEach(found::add);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        if (root.getAppender(READER.getName()) != null) {
            return;
        }
        root.iteratorForAppenders()
                .forEachRemaining(console -> {
                    var warnings = new ThresholdFilter();
                    warnings.setLevel(Level.WARN.toString());
                    warnings.start();
                    console.addFilter(warnings);
                });
        READER.setContext(root.getLoggerContext());
        READER.start();
        root.addAppender(READER);
        root.setLevel(Level.INFO);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        assertNothingFound();
    }

    /** For what is logged while parts that several tests share are closed. */
    @Override
    public void afterAll(ExtensionContext context) {
        assertNothingFound();
    }

    private static void assertNothingFound() {
        List<String> found = new ArrayList<>();
        for (String next = READER.found.poll(); next != null; next = READER.found.poll()) {
            found.add(next);
        }
        if (!found.isEmpty()) {
            throw new AssertionError("secrets in the log: " + String.join("\n", found));
        }
    }
}
