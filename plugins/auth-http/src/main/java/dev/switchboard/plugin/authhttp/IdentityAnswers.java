// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Identity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Reads what the backend says to who somebody is. */
record IdentityAnswers(InstantSource clock, AuthHttpSettings.Cache cache)
        implements AnswerReader<IdentityAnswers.Who> {

    /** What the backend knows. */
    sealed interface Who {}

    /** It is this user. */
    record Known(Identity identity) implements Who {}

    /** What was shown is for others to judge. */
    record NotMine() implements Who {}

    /** What was shown is not valid. */
    record NotValid() implements Who {}

    @Override
    public Kept<Who> read(int status, byte[] body) throws BadAnswer {
        return switch (status) {
            case 200 -> read(Answer.read(body));
            case 401, 403 -> new Kept<>(new NotValid(), cache.refusalTime());
            default -> throw new BadAnswer("its answer has the status " + status);
        };
    }

    private Kept<Who> read(Answer answer) throws BadAnswer {
        Optional<String> user = answer.text("user");
        Optional<Duration> time = answer.seconds("cache_s");
        if (user.isEmpty()) {
            return new Kept<>(new NotMine(), time.orElse(cache.refusalTime()));
        }
        Optional<Duration> life = answer.seconds("expires_in_s");
        Duration kept = time.orElse(cache.time());
        return new Kept<>(
                new Known(identity(user.get(), life, answer)),
                life.isPresent() && life.get().compareTo(kept) < 0 ? life.get() : kept);
    }

    private Identity identity(String user, Optional<Duration> life, Answer answer)
            throws BadAnswer {
        Instant now = clock.instant();
        var grants = Grants.of(answer.texts("rooms"), answer.texts("actions"));
        try {
            return new Identity(
                    user,
                    grants,
                    Optional.of(now),
                    life.map(now::plus),
                    answer.optionalText("token_id"));
        } catch (IllegalArgumentException notAName) {
            throw new BadAnswer("user is no name that a user can have");
        }
    }
}
