// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import dev.switchboard.api.Identity;
import dev.switchboard.server.config.RightsSettings;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of rules and grants: lines with the pattern, the text and the name of a user. They match
 * what a definition by cases says.
 */
public final class PatternsFuzz {

    private static final int LONGEST = 300;

    private PatternsFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String[] lines = new String(input, StandardCharsets.UTF_8).split("\n", 3);
        if (lines.length < 3 || lines[0].length() > LONGEST || lines[1].length() > LONGEST) {
            return;
        }
        String pattern = lines[0];
        String text = lines[1];
        if (!pattern.chars().allMatch(sign -> sign >= ' ')) {
            return; // the configuration and the API take none with control characters
        }
        require(Glob.of(pattern).matches(text, null) == matches(pattern, text, null));
        var user = user(lines[2]);
        boolean isAbout = user != null || !pattern.contains(RightsSettings.USER);
        require(
                Glob.withUser(pattern).matches(text, user)
                        == (isAbout && matches(pattern, text, user)));
    }

    private static @Nullable String user(String name) {
        try {
            return Identity.of(name).user();
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** From behind: which beginnings of the text each rest of the pattern leaves. */
    private static boolean matches(String pattern, String text, @Nullable String user) {
        var reached = new boolean[text.length() + 1];
        reached[0] = true;
        for (int at = 0; at < pattern.length(); at++) {
            if (user != null && pattern.startsWith(RightsSettings.USER, at)) {
                for (int of = 0; of < user.length(); of++) {
                    reached = after(user.charAt(of), reached, text);
                }
                at += RightsSettings.USER.length() - 1;
            } else if (pattern.charAt(at) == '*') {
                for (int length = 1; length < reached.length; length++) {
                    reached[length] |= reached[length - 1];
                }
            } else {
                reached = after(pattern.charAt(at), reached, text);
            }
        }
        return reached[text.length()];
    }

    private static boolean[] after(char sign, boolean[] reached, String text) {
        var next = new boolean[reached.length];
        for (int length = 1; length < next.length; length++) {
            next[length] = reached[length - 1] && text.charAt(length - 1) == sign;
        }
        return next;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError("the pattern means something else");
        }
    }
}
