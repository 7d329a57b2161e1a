// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.time.ZoneId;

/**
 * The logs before the configuration is read, and of commands that only look at it: text on the
 * standard error, so that what such a command prints can be piped, from warnings up. Logback finds
 * this class as a service and uses it unless it was pointed to a file of its own.
 */
@ConfiguratorRank(ConfiguratorRank.FALLBACK + 1)
public final class EarlyLogs extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext logback) {
        ConsoleAppender<ILoggingEvent> terminal = new ConsoleAppender<>();
        terminal.setContext(logback);
        terminal.setTarget("System.err");
        terminal.setEncoder(Logs.utf8(new TextLine(ZoneId.systemDefault())));
        terminal.start();
        Logger root = logback.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(terminal);
        root.setLevel(Level.WARN);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }
}
