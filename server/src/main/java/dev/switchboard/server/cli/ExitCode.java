// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

/** How a command ended. The numbers are those of init scripts, which the launcher also uses. */
public enum ExitCode {
    DONE(0),
    FAILED(1),
    WRONG_USAGE(2),
    NOT_RUNNING(3),
    NOT_PERMITTED(4),
    WRONG_CONFIGURATION(6),
    /** The process had to be ended, or was ended by something inside other than the switch. */
    BY_FORCE(70);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
