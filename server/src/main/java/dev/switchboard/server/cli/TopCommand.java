// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import dev.switchboard.server.cli.CommandLine.WrongUsage;
import dev.switchboard.server.config.value.Span;
import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code top}: shows again and again who causes the load, until it is ended. The switch
 * makes the screen; here it is only drawn.
 *
 * @param once whether to show it once, and without any control of the terminal
 * @param interval from one screen to the next
 */
record TopCommand(boolean once, Duration interval, int columns, int lines) {

    /** The longest that the switch measures at once. */
    private static final Duration LONGEST = Duration.ofSeconds(4);

    private static final int COLUMNS = 80;
    private static final int LINES = 24;

    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    /**
     * What the words ask for.
     *
     * @param environment where {@code COLUMNS} and {@code LINES} tell the size of the terminal
     */
    static TopCommand of(List<String> words, Map<String, String> environment) throws WrongUsage {
        boolean once = false;
        var interval = Duration.ofSeconds(1);
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            switch (each.next()) {
                case "--once" -> once = true;
                case "--interval" -> interval = interval(each);
                case String other ->
                        throw new WrongUsage(
                                "top does not know '"
                                        + other
                                        + "'; it knows --once, --interval 2s");
            }
        }
        return new TopCommand(
                once,
                interval,
                size(environment.get("COLUMNS"), COLUMNS),
                size(environment.get("LINES"), LINES));
    }

    private static Duration interval(Iterator<String> words) throws WrongUsage {
        var least = Duration.ofSeconds(1);
        try {
            var interval = Span.parse(words.hasNext() ? words.next() : "");
            if (interval.compareTo(least) >= 0) {
                return interval;
            }
        } catch (IllegalArgumentException unreadable) {
            // told below
        }
        throw new WrongUsage("--interval needs a duration of a second or more, as in 2s");
    }

    private static int size(@Nullable String told, int otherwise) {
        return told != null && told.matches("[1-9]\\d{0,2}") ? Integer.parseInt(told) : otherwise;
    }

    /** Draws until the switch does not answer well, or once; returns the last answer. */
    HttpResponse<String> run(AdminClient client, PrintStream out) throws IOException {
        long seconds = Math.min(interval.toSeconds(), LONGEST.toSeconds());
        String question =
                "/top?format=text&seconds=%d&columns=%d&lines=%d"
                        .formatted(seconds, columns, lines);
        boolean isFirst = true;
        while (true) {
            var answer = client.ask(question);
            if (once || answer.statusCode() / 100 != 2) {
                return answer;
            }
            draw(answer.body(), isFirst, out);
            isFirst = false;
            pause(interval.minusSeconds(seconds));
        }
    }

    /** At once, and over what was there: so it does not flicker. */
    private static void draw(String screen, boolean isFirst, PrintStream out) {
        out.print(
                (isFirst ? HOME + REST_OF_SCREEN : HOME)
                        + screen.replace("\n", REST_OF_LINE + "\n")
                        + REST_OF_SCREEN);
        out.flush();
    }

    private static void pause(Duration rest) throws IOException {
        try {
            Thread.sleep(rest);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", ended);
        }
    }
}
