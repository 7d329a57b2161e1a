// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What must not show in anything that a switch writes or answers: every secret that a test of this
 * process has made or shown, as it is, for a URL and in base64; and whatever looks like a signed
 * token, whether somebody has named it or not. Any thread.
 */
public final class Secrets {

    /** Shorter ones are words that stand in logs for other reasons, such as names of users. */
    private static final int SHORTEST = 8;

    /**
     * Two objects in JSON, as a JSON Web Token begins, or a token of the admin port; the end may
     * have been cut off.
     */
    private static final Pattern TOKEN =
            Pattern.compile("eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}|swadmin_[0-9a-f]{16,}");

    private static final Map<String, Set<String>> KNOWN = new ConcurrentHashMap<>();

    private Secrets() {}

    /** From now on this is a secret; the same, to be used. */
    public static String known(String secret) {
        if (secret.length() >= SHORTEST) {
            KNOWN.computeIfAbsent(secret, Secrets::forms);
        }
        return secret;
    }

    /** What of all this is in a text; empty if nothing is. */
    public static List<String> in(String text) {
        List<String> found = new ArrayList<>();
        KNOWN.forEach((secret, forms) ->
                forms.stream()
                        .filter(text::contains)
                        .map(form -> "'%s', which is '%s'".formatted(form, secret))
                        .forEach(found::add));
        TOKEN.matcher(text)
                .results()
                .map(match -> "'%s', which looks like a token".formatted(match.group()))
                .forEach(found::add);
        return found;
    }

    private static Set<String> forms(String secret) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(secret);
        forms.add(URLEncoder.encode(secret, UTF_8));
        for (int before = 0; before < 3; before++) {
            forms.add(base64(Base64.getEncoder(), before, secret));
            forms.add(base64(Base64.getUrlEncoder(), before, secret));
        }
        return forms;
    }

    /**
     * What base64 makes of it within something longer, whatever that is.
     *
     * @param before how many bytes come before it; each three of them change nothing
     */
    private static String base64(Base64.Encoder encoder, int before, String secret) {
        byte[] bytes = ("\0".repeat(before) + secret).getBytes(UTF_8);
        String text = encoder.withoutPadding().encodeToString(bytes);
        int first = before == 0 ? 0 : before + 1;
        int last = bytes.length % 3 == 0 ? text.length() : text.length() - 1;
        return text.substring(first, last);
    }
}
