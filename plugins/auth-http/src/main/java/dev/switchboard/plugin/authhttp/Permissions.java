// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Authorizer;
import dev.switchboard.api.Question;
import dev.switchboard.plugin.authhttp.AuthHttpSettings.WhenDown;
import java.util.Map;
import java.util.Optional;

/**
 * Asks the backend whether somebody may do something. Answers hold for a user, whatever client it
 * has, or for a client that is nobody.
 *
 * @param inquiries what is asked, by the actions that it is about
 * @param whenDown what holds while it cannot be asked; empty if the switch decides then
 */
record Permissions(Map<String, Inquiry<Authorizer.Verdict>> inquiries, Optional<WhenDown> whenDown)
        implements Authorizer {

    /** What makes two questions the same. */
    private record Right(Optional<String> user, Optional<String> nobody, Optional<String> room) {}

    @Override
    public Verdict decide(Question question) throws InterruptedException {
        var inquiry = inquiries.get(question.action());
        if (inquiry == null) {
            return Verdict.NO_OPINION;
        }
        Optional<String> nobody =
                question.user().isPresent() ? Optional.empty() : Optional.of(question.client());
        byte[] json =
                new JsonText()
                        .put("client", question.client())
                        .put("user", question.user())
                        .put("action", question.action())
                        .put("room", question.room())
                        .utf8();
        return inquiry.ask(new Right(question.user(), nobody, question.room()), json)
                .orElseGet(() -> unanswered(inquiry));
    }

    private Verdict unanswered(Inquiry<?> inquiry) {
        return switch (whenDown.orElseThrow(inquiry::unavailable)) {
            case ALLOW -> Verdict.ALLOW;
            case DENY -> Verdict.DENY;
        };
    }
}
