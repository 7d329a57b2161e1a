// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is asked, where and how. {@code reference.conf} explains each key.
 *
 * @param connectUrl who somebody is
 * @param joinUrl whether somebody may join a room
 * @param publishUrl whether somebody may say something in a room
 * @param whenDown empty if the switch decides then
 */
public record AuthHttpSettings(
        Optional<String> connectUrl,
        Optional<String> joinUrl,
        Optional<String> publishUrl,
        Optional<Path> secretFile,
        boolean allowPlain,
        List<String> headers,
        Duration timeout,
        int concurrent,
        Optional<WhenDown> whenDown,
        Cache cache,
        Breaker breaker) {

    /** What holds for joining and publishing while the backend cannot be asked. */
    public enum WhenDown {
        /** Nobody may. */
        DENY,
        /** Everybody may. */
        ALLOW
    }

    /**
     * How answers are kept.
     *
     * @param time how long a yes is kept
     * @param refusalTime how long anything else is kept
     * @param entries how many of each question
     */
    public record Cache(Duration time, Duration refusalTime, int entries) {
        public Cache {
            require(isWithin(time, Duration.ZERO, LONGEST), "time must be between 0s and 1d");
            require(
                    isWithin(refusalTime, Duration.ZERO, LONGEST),
                    "refusal-time must be between 0s and 1d");
            require(entries >= 0 && entries <= 1_000_000, "entries must be between 0 and 1000000");
        }
    }

    /**
     * When the backend counts as down.
     *
     * @param failures in a row
     * @param rest how long it is not asked then
     */
    public record Breaker(int failures, Duration rest) {
        public Breaker {
            require(failures >= 1, "failures must be at least 1");
            require(
                    isWithin(rest, Duration.ofMillis(100), Duration.ofHours(1)),
                    "rest must be between 100ms and 1h");
        }
    }

    /** The longest time that an answer is kept, whatever the backend says. */
    static final Duration LONGEST = Duration.ofDays(1);

    public AuthHttpSettings {
        connectUrl.ifPresent(url -> BackendUrl.check("connect-url", url, allowPlain));
        joinUrl.ifPresent(url -> BackendUrl.check("join-url", url, allowPlain));
        publishUrl.ifPresent(url -> BackendUrl.check("publish-url", url, allowPlain));
        secretFile.ifPresent(BearerFile::read);
        headers = headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().toList();
        require(
                isWithin(timeout, Duration.ofMillis(10), Duration.ofMinutes(1)),
                "timeout must be between 10ms and 1m");
        require(concurrent >= 1 && concurrent <= 10_000, "concurrent must be between 1 and 10000");
    }

    boolean asksNothing() {
        return Stream.of(connectUrl, joinUrl, publishUrl).allMatch(Optional::isEmpty);
    }

    private static boolean isWithin(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }

    /** The switch shows what is thrown at the line of the key that its first word names. */
    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
