// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.time.Duration;

/** Says what an answer of the backend means. */
interface AnswerReader<A> {

    /**
     * An answer, and for how long it may be kept: a day at most, whatever the backend says.
     *
     * @param time zero if it must not be kept
     */
    record Kept<A>(A answer, Duration time) {
        public Kept {
            time = time.compareTo(AuthHttpSettings.LONGEST) < 0 ? time : AuthHttpSettings.LONGEST;
        }
    }

    /**
     * Reads an answer.
     *
     * @throws BadAnswer if it is none
     */
    Kept<A> read(int status, byte[] body) throws BadAnswer;
}
