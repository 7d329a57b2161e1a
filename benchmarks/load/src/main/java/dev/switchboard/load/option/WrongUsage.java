// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.option;

/** A command line that cannot be followed; the message is one sentence for whoever typed it. */
public final class WrongUsage extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WrongUsage(String sentence) {
        super(sentence);
    }
}
