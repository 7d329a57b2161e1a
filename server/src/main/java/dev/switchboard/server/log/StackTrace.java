// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;

/**
 * An exception as text, one line per frame. Unlike Logback's own, the messages of exceptions are
 * cleaned, since they often repeat what a client sent, and endless recursion takes a page, not ten.
 */
final class StackTrace {

    private static final int LONGEST_MESSAGE = 1024;
    private static final int MOST_FRAMES = 50;
    private static final int MOST_CAUSES = 10;

    private StackTrace() {}

    static void append(StringBuilder out, IThrowableProxy thrown) {
        append(out, "", thrown, MOST_CAUSES);
    }

    private static void append(
            StringBuilder out, String prefix, IThrowableProxy thrown, int causes) {
        out.append(prefix).append(thrown.getClassName());
        if (thrown.getMessage() != null) {
            out.append(": ");
            Clean.append(out, thrown.getMessage(), LONGEST_MESSAGE);
        }
        out.append('\n');
        if (thrown.isCyclic() || causes == 0) {
            return;
        }
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        int own = frames.length - thrown.getCommonFrames();
        for (int i = 0; i < Math.min(own, MOST_FRAMES); i++) {
            out.append("    at ").append(frames[i].getStackTraceElement()).append('\n');
        }
        if (frames.length > Math.min(own, MOST_FRAMES)) {
            int more = frames.length - Math.min(own, MOST_FRAMES);
            out.append("    … ").append(more).append(" more\n");
        }
        for (IThrowableProxy suppressed : thrown.getSuppressed()) {
            append(out, "suppressed: ", suppressed, causes - 1);
        }
        if (thrown.getCause() != null) {
            append(out, "caused by: ", thrown.getCause(), causes - 1);
        }
    }
}
