// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import dev.switchboard.server.cli.CommandLine.WrongUsage;
import dev.switchboard.server.config.value.Span;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command {@code drain}: sends the clients away and shows how many are left, until the switch
 * has ended.
 *
 * @param window over which they leave, if not as configured
 * @param waits whether it stays until the switch has ended
 */
record DrainCommand(Optional<Duration> window, boolean waits) {

    private static final Duration EACH = Duration.ofSeconds(1);
    private static final Pattern CLIENTS = Pattern.compile("\"clients\"\\s*:\\s*(\\d+)");

    /** What the words ask for. */
    static DrainCommand of(List<String> words) throws WrongUsage {
        Optional<Duration> window = Optional.empty();
        boolean waits = true;
        for (Iterator<String> each = words.iterator(); each.hasNext(); ) {
            switch (each.next()) {
                case "--window" -> window = Optional.of(time(each));
                case "--no-wait" -> waits = false;
                case String other ->
                        throw new WrongUsage(
                                "drain does not know '"
                                        + other
                                        + "'; it knows --window 60s, --no-wait");
            }
        }
        return new DrainCommand(window, waits);
    }

    private static Duration time(Iterator<String> words) throws WrongUsage {
        try {
            return Span.parse(words.hasNext() ? words.next() : "");
        } catch (IllegalArgumentException unreadable) {
            throw new WrongUsage("--window needs a time, as in 60s");
        }
    }

    /** Gives the order; whether it was taken shows in the answer. */
    HttpResponse<String> order(AdminClient client) throws IOException {
        return client.order("/drain" + window.map(it -> "?window=" + Span.print(it)).orElse(""));
    }

    /** Shows how many are left until nobody answers any more. */
    void follow(AdminClient client, PrintStream out) throws IOException {
        long begun = System.nanoTime();
        String last = "";
        for (var left = left(client); left.isPresent(); left = left(client)) {
            if (!left.get().equals(last)) {
                long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
                out.println("draining for " + seconds + " s; clients left: " + left.get());
                last = left.get();
            }
            pause();
        }
        out.println("Switchboard has ended.");
    }

    /** Empty once the switch has ended. */
    private static Optional<String> left(AdminClient client) {
        try {
            var told = CLIENTS.matcher(client.ask("/info").body());
            return Optional.of(told.find() ? told.group(1) : "unknown");
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(EACH);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(ended);
        }
    }
}
