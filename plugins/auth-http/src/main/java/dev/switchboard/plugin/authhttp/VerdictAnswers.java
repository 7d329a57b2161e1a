// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Authorizer.Verdict;
import java.time.Duration;

/** Reads what the backend says to whether somebody may do something. */
record VerdictAnswers(AuthHttpSettings.Cache cache) implements AnswerReader<Verdict> {

    @Override
    public Kept<Verdict> read(int status, byte[] body) throws BadAnswer {
        if (status != 200) {
            throw new BadAnswer("its answer has the status " + status);
        }
        var answer = Answer.read(body);
        Verdict verdict =
                answer.truth("allow")
                        .map(may -> may ? Verdict.ALLOW : Verdict.DENY)
                        .orElse(Verdict.NO_OPINION);
        Duration usual = verdict == Verdict.ALLOW ? cache.time() : cache.refusalTime();
        return new Kept<>(verdict, answer.seconds("cache_s").orElse(usual));
    }
}
