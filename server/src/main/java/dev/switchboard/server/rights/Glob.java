// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import dev.switchboard.server.config.RightsSettings;
import org.jspecify.annotations.Nullable;

/**
 * A pattern for names: a star stands for any characters, or none. Texts of clients are matched by
 * hand, since a regular expression may take for ever: what is done again is only what follows the
 * last star, so the work is at most the length of the text times that of the pattern.
 */
final class Glob {

    /** Stands for a star, since the name of a user may have stars of its own. */
    private static final char ANY = '\0';

    private final String form;

    /** Whether the name of the user is a part of it. */
    private final boolean hasUser;

    private Glob(String pattern, boolean hasUser) {
        this.form = pattern.replace('*', ANY);
        this.hasUser = hasUser;
    }

    /** A pattern as it stands. */
    static Glob of(String pattern) {
        return new Glob(pattern, false);
    }

    /** A pattern in which the user may be named. */
    static Glob withUser(String pattern) {
        return new Glob(pattern, pattern.contains(RightsSettings.USER));
    }

    /** Whether it matches, for this user; nobody has no name, so nothing with a name matches. */
    boolean matches(String text, @Nullable String user) {
        if (!hasUser) {
            return fits(form, text);
        }
        return user != null && fits(form.replace(RightsSettings.USER, user), text);
    }

    private static boolean fits(String form, String text) {
        int inForm = 0;
        int inText = 0;
        int afterStar = -1;
        int retry = 0;
        while (inText < text.length()) {
            boolean isLeft = inForm < form.length();
            if (isLeft && form.charAt(inForm) == ANY) {
                afterStar = ++inForm;
                retry = inText;
            } else if (isLeft && form.charAt(inForm) == text.charAt(inText)) {
                inForm++;
                inText++;
            } else if (afterStar >= 0) { // the last star stands for one character more
                inForm = afterStar;
                inText = ++retry;
            } else {
                return false;
            }
        }
        while (inForm < form.length() && form.charAt(inForm) == ANY) {
            inForm++;
        }
        return inForm == form.length();
    }
}
