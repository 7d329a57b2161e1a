// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

/** Why something of a plugin failed, in a text that keeps nothing of the plugin alive. */
final class Reason {
    private static final int DEEPEST = 5;

    private Reason() {}

    static String of(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof OperatorFacing) {
                return String.valueOf(at.getMessage());
            }
        }
        StringBuilder reason = new StringBuilder(said(failure));
        Throwable cause = failure.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            String next = said(cause);
            if (reason.indexOf(next) < 0) {
                reason.append("; caused by ").append(next);
            }
            cause = cause.getCause();
        }
        return reason.toString();
    }

    /** Even the message of an exception may fail: it is the plugin's code. */
    private static String said(Throwable failure) {
        try {
            return String.valueOf(failure);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failure.getClass().getName();
        }
    }
}
