// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*, '', true",
        "*, a, true",
        "a, a, true",
        "a, ab, false",
        "a*, a, true",
        "a*, abc, true",
        "*c, abc, true",
        "*c, abcd, false",
        "a*c, ac, true",
        "a*b*c, aXbXbXc, true",
        "a*b*c, aXbX, false",
        "team-7.*, team-7.news, true",
        "team-7.*, team-70.news, false",
        "team-7.*, team-7, false",
        "a.c, abc, false",
        "[a-z]+, abc, false",
        "**, abc, true",
        "a**c, abbc, true"
    })
    void aStarStandsForAnyCharacters(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).matches(text, null)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "{user}, ann, ann, true",
        "home.{user}.*, home.ann.1, ann, true",
        "home.{user}.*, home.bob.1, ann, false",
        "{user}-{user}, ann-ann, ann, true",
        "home.{user}, home.*, *, true",
        "home.{user}, home.bob, *, false",
        "home.{user}, home.abc, a*, false",
        "*{user}, {user}, {user}, true",
        "{user}, ann, , false",
        "*{user}*, ann, , false"
    })
    void theNameOfTheUserIsTakenAsItIs(String pattern, String text, String user, boolean matches) {
        assertThat(Glob.withUser(pattern).matches(text, user)).isEqualTo(matches);
    }

    @Test
    void whereNoUserIsMeantBracesAreBraces() {
        assertThat(Glob.of("{user}").matches("{user}", "ann")).isTrue();
        assertThat(Glob.of("{user}").matches("ann", "ann")).isFalse();
    }

    /** What clients may choose must not look like a star. */
    @Test
    void aTextOfControlCharactersMatchesNoMoreThanOthers() {
        assertThat(Glob.of("a*").matches("\0", null)).isFalse();
        assertThat(Glob.of("a").matches("\0", null)).isFalse();
        assertThat(Glob.of("*").matches("\0", null)).isTrue();
    }

    @Test
    void itSaysWhatADefinitionSays() {
        var random = new Random(7);
        int matching = 0;
        for (int round = 0; round < 200_000; round++) {
            String pattern = word(random, "ab*", 8);
            String text = word(random, "ab", 10);
            boolean expected = isMatch(pattern, text);
            matching += expected ? 1 : 0;
            assertThat(Glob.of(pattern).matches(text, null))
                    .as("%s on %s", pattern, text)
                    .isEqualTo(expected);
        }
        assertThat(matching).isBetween(20_000, 180_000);
    }

    private static String word(Random random, String letters, int longest) {
        var word = new StringBuilder();
        for (int left = random.nextInt(longest + 1); left > 0; left--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    /** The definition, in the time that it takes. */
    private static boolean isMatch(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return isMatch(pattern.substring(1), text)
                    || (!text.isEmpty() && isMatch(pattern, text.substring(1)));
        }
        return !text.isEmpty()
                && pattern.charAt(0) == text.charAt(0)
                && isMatch(pattern.substring(1), text.substring(1));
    }

    /** A regular expression would take longer than the world is old. */
    @Test
    void aHostileTextTakesNoTime() {
        var glob = Glob.of("*a".repeat(32) + "*b");
        String text = "a".repeat(60_000);
        assertTimeout(Duration.ofSeconds(5), () -> assertThat(glob.matches(text, null)).isFalse());
    }
}
