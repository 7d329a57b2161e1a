// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/**
 * What the switch answers to the extensions that a client offers (RFC 6455, section 9.1; RFC 7692).
 * It agrees to permessage-deflate, always with no context takeover on both sides: nothing is kept
 * from one message to the next, so one compressed frame is right for all receivers, and a
 * connection needs no memory for it.
 */
final class PerMessageDeflate {

    private static final String NAME = "permessage-deflate";
    private static final String ANSWER =
            NAME + "; server_no_context_takeover; client_no_context_takeover";

    /** The largest window, and the only one that {@link java.util.zip.Deflater} has. */
    private static final String WINDOW = "15";

    private static final Pattern WINDOWS = Pattern.compile("[89]|1[0-5]");

    private static final String CHARACTERS = "!#$%&'*+.^_`|~0-9A-Za-z-";
    private static final String TOKEN = "([" + CHARACTERS + "]++)";
    private static final String SPACE = "[ \\t]*+";
    private static final Pattern OFFER = Pattern.compile(SPACE + TOKEN);
    private static final Pattern PARAMETER =
            Pattern.compile(
                    SPACE
                            + (";" + SPACE + TOKEN)
                            + ("(?:" + SPACE + "=" + SPACE)
                            + ("(?:" + TOKEN + "|\"([\\\\" + CHARACTERS + "]++)\"))?+"));
    private static final Pattern END = Pattern.compile(SPACE + "(?:,|$)");
    private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

    private PerMessageDeflate() {}

    /** A parameter; the value is null if it has none. */
    private record Parameter(String name, @Nullable String value) {}

    private record Offer(String extension, List<Parameter> parameters) {

        /** What is answered to it; nothing if it is not taken. */
        Optional<String> answer() {
            if (!extension.equals(NAME)) {
                return Optional.empty();
            }
            var names = new HashSet<String>();
            for (var parameter : parameters) {
                var value = parameter.value();
                boolean isTaken =
                        switch (parameter.name()) {
                            case "server_no_context_takeover", "client_no_context_takeover" ->
                                    value == null;
                            case "client_max_window_bits" ->
                                    value == null || WINDOWS.matcher(value).matches();
                            case "server_max_window_bits" -> WINDOW.equals(value);
                            default -> false;
                        };
                if (!isTaken || !names.add(parameter.name())) {
                    return Optional.empty();
                }
            }
            return Optional.of(
                    names.contains("server_max_window_bits")
                            ? ANSWER + "; server_max_window_bits=" + WINDOW
                            : ANSWER);
        }
    }

    /** Whether what a client offers can be read; one that offers nothing is well-formed. */
    static boolean isWellFormed(HttpFields headers) {
        return offers(headers) != null;
    }

    /** The answer to the first offer that is taken; nothing if none is. */
    static Optional<String> answer(HttpFields headers) {
        var offers = offers(headers);
        return offers == null
                ? Optional.empty()
                : offers.stream().flatMap(offer -> offer.answer().stream()).findFirst();
    }

    /** All offers in their order, or null if they break the rules. */
    private static @Nullable List<Offer> offers(HttpFields headers) {
        List<Offer> offers = new ArrayList<>();
        for (HttpField field : headers) {
            if (field.getHeader() == HttpHeader.SEC_WEBSOCKET_EXTENSIONS
                    && !read(field.getValue(), offers)) {
                return null;
            }
        }
        return offers;
    }

    /** Adds the offers of one line; false if it breaks the rules. */
    private static boolean read(@Nullable String line, List<Offer> offers) {
        int before = offers.size();
        var text = new Text(line == null ? "" : line);
        while (!text.isAtEnd()) {
            if (text.next(END) != null) {
                continue; // lists may have empty places
            }
            var name = text.next(OFFER);
            if (name == null) {
                return false;
            }
            List<Parameter> parameters = new ArrayList<>();
            for (var it = text.next(PARAMETER); it != null; it = text.next(PARAMETER)) {
                parameters.add(new Parameter(it.group(1), value(it)));
            }
            if (text.next(END) == null) {
                return false;
            }
            offers.add(new Offer(name.group(1), parameters));
        }
        return offers.size() > before;
    }

    private static @Nullable String value(MatchResult parameter) {
        var quoted = parameter.group(3);
        return quoted == null
                ? parameter.group(2)
                : ESCAPED.matcher(quoted)
                        .replaceAll(escape -> Matcher.quoteReplacement(escape.group(1)));
    }

    /** A line, and up to where it is read. */
    private static final class Text {
        private final String line;
        private int at;

        Text(String line) {
            this.line = line;
        }

        boolean isAtEnd() {
            return at == line.length();
        }

        /** What comes next, if it is this. */
        @Nullable MatchResult next(Pattern pattern) {
            var match = pattern.matcher(line).region(at, line.length());
            if (!match.lookingAt()) {
                return null;
            }
            at = match.end();
            return match;
        }
    }
}
