// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of the plugin API: plugins made for an older minor version keep working. */
record ApiVersion(int major, int minor) {

    /** What this switch offers. */
    static final ApiVersion CURRENT = new ApiVersion(1, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

    static boolean isWellFormed(String text) {
        return FORM.matcher(text).matches();
    }

    static ApiVersion parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a version of the API: " + text);
        }
        return new ApiVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }

    /** Whether this version has all that a plugin made for the other one needs. */
    boolean serves(ApiVersion wanted) {
        return wanted.major == major && wanted.minor <= minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
