// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The logs of the running switch. There is no logback.xml: this is how Logback is set up, from the
 * configuration of the switch. Until {@link #open} is called, {@link EarlyLogs} are in place.
 *
 * <p>Lines are written by a thread of their own; {@link #close} waits until all are written, so
 * whoever ends the process calls it last. There is one of it in a process, as there is one Logback.
 */
public final class Logs implements AutoCloseable {

    /** Lines of libraries below this level are logged only if a logger is named in the settings. */
    private static final Map<String, Level> TALKATIVE =
            Map.of(
                    "org.eclipse.jetty",
                    Level.WARN,
                    // these warn of each malformed request: strangers could fill the log
                    "org.eclipse.jetty.http.HttpParser",
                    Level.ERROR,
                    // with the stack and the URL; what fails here, the gate says itself
                    "org.eclipse.jetty.server.Response",
                    Level.ERROR,
                    "org.eclipse.jetty.util.HostPort",
                    Level.ERROR);

    private final LoggerContext logback;
    private final LongAdder dropped;
    private final ClientLines clientLines;

    private Logs(LoggerContext logback, LongAdder dropped, ClientLines clientLines) {
        this.logback = logback;
        this.dropped = dropped;
        this.clientLines = clientLines;
    }

    /**
     * Begins to log in this manner.
     *
     * @throws IOException if the file cannot be written, with a sentence for the operator; then all
     *     stays as it was
     */
    public static Logs open(LogSettings settings) throws IOException {
        LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        LongAdder dropped = new LongAdder();
        var output =
                output(
                        settings,
                        settings.file().isPresent()
                                ? file(settings.file().get(), "logging.file", dropped)
                                : new LineOutput(standardOutput(), false, dropped));
        var audit =
                settings.audit().isPresent()
                        ? output(
                                settings,
                                file(settings.audit().get(), "logging.audit-file", dropped))
                        : null;
        logback.reset();
        start(output, logback);
        ClientLines clientLines = new ClientLines(System::nanoTime);
        if (audit != null) {
            logback.getLogger(LineKinds.AUDIT).setAdditive(false);
            audit.addFilter(clientLines);
            start(audit, logback);
            logback.getLogger(LineKinds.AUDIT).addAppender(audit);
        }
        LogQueue queue = new LogQueue(dropped);
        queue.setContext(logback);
        queue.addFilter(clientLines);
        queue.addAppender(output);
        queue.start();
        logback.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(queue);
        Logs logs = new Logs(logback, dropped, clientLines);
        logs.setLevels(settings.level(), settings.levels());
        return logs;
    }

    private static OutputStreamAppender<ILoggingEvent> output(
            LogSettings settings, OutputStream stream) {
        OutputStreamAppender<ILoggingEvent> output = new OutputStreamAppender<>();
        output.setEncoder(
                utf8(settings.json() ? new JsonLine() : new TextLine(ZoneId.systemDefault())));
        output.setOutputStream(stream);
        return output;
    }

    private static void start(OutputStreamAppender<ILoggingEvent> output, LoggerContext logback) {
        output.setContext(logback);
        output.start();
    }

    static Encoder<ILoggingEvent> utf8(Layout<ILoggingEvent> line) {
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setLayout(line);
        encoder.setCharset(StandardCharsets.UTF_8);
        return encoder;
    }

    private static OutputStream file(
            LogSettings.Rotation rotation, String setting, LongAdder dropped) throws IOException {
        try {
            return RotatingFile.open(rotation, dropped);
        } catch (IOException e) {
            String why = Files.isDirectory(rotation.path()) ? "that is a folder" : e.toString();
            throw new IOException(
                    "the log cannot be written to %s (%s): %s"
                            .formatted(rotation.path(), setting, why),
                    e);
        }
    }

    /** Not System.out itself, which the end of the log would close. */
    private static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out) {
            @Override
            public void close() {}
        };
    }

    /** Nothing is logged from now on; for commands whose answers are all that is wanted. */
    public static void silence() {
        var logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        logback.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(ch.qos.logback.classic.Level.OFF);
    }

    /** From now on these levels hold and no others. */
    public void setLevels(Level root, Map<String, Level> levels) {
        Map<String, Level> wanted = new HashMap<>(TALKATIVE);
        wanted.put(LineKinds.AUDIT, Level.INFO);
        wanted.putAll(levels);
        wanted.put(Logger.ROOT_LOGGER_NAME, root);
        for (Logger logger : logback.getLoggerList()) {
            if (!wanted.containsKey(logger.getName())) {
                logger.setLevel(null);
            }
        }
        wanted.forEach((name, level) ->
                logback.getLogger(name)
                        .setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level)));
    }

    /**
     * From now on so many lines that clients cause are taken in this time, and a minute's worth at
     * once. Until it is called, there is no limit.
     */
    public void limitClientLines(long count, Duration period) {
        clientLines.limit(count, period);
    }

    /** Logs how many lines were left out by that limit since the last time, if any were. */
    public void tellOfClientLines() {
        clientLines.tell();
    }

    /** How many lines were left out by that limit. */
    public long clientLinesLeftOut() {
        return clientLines.leftOut();
    }

    /** How many lines were dropped because they could not be written, or not fast enough. */
    public long dropped() {
        return dropped.sum();
    }

    /** Writes what is left, for at most two seconds; logging has ended then. */
    @Override
    public void close() {
        clientLines.tell();
        logback.stop();
    }
}
