// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/**
 * The page {@code /top}: who causes the load, and who is held. It answers after the time that is
 * measured, and no thread waits for that. It may be asked for a screen of text or for JSON.
 */
record TopQuestion(Operations operations) {

    private static final int SECONDS = 1;

    /** Connections without a new request for five seconds are closed. */
    private static final int MOST_SECONDS = 4;

    private static final int ROWS = 20;
    private static final int COLUMNS = 80;
    private static final int LINES = 24;
    private static final int LARGEST_SCREEN = 1000;

    /** A query that cannot be answered; the message says why. */
    private static final class Wrong extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Wrong(String message) {
            super(message);
        }
    }

    CompletionStage<Answer> answer(Request request) {
        try {
            var query = Request.extractQueryParameters(request);
            var interval = Duration.ofSeconds(number(query, "seconds", SECONDS, MOST_SECONDS));
            int rows = number(query, "n", ROWS, TopReport.MOST);
            int columns = number(query, "columns", COLUMNS, LARGEST_SCREEN);
            int lines = number(query, "lines", LINES, LARGEST_SCREEN);
            boolean isText = isText(query);
            return operations
                    .top(interval)
                    .thenApply(report ->
                            isText
                                    ? Answer.text(
                                            HttpStatus.OK_200, TopScreen.of(report, columns, lines))
                                    : Answer.json(HttpStatus.OK_200, TopPage.of(report, rows)));
        } catch (Wrong wrong) {
            return CompletableFuture.completedStage(
                    Answer.text(HttpStatus.BAD_REQUEST_400, String.valueOf(wrong.getMessage())));
        }
    }

    private static boolean isText(Fields query) {
        return switch (Optional.ofNullable(query.getValue("format")).orElse("json")) {
            case "text" -> true;
            case "json" -> false;
            default -> throw new Wrong("format is json or text");
        };
    }

    private static int number(Fields query, String name, int otherwise, int most) {
        String text = query.getValue(name);
        if (text == null) {
            return otherwise;
        }
        if (text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw new Wrong(name + " is a whole number from 1 to " + most);
    }
}
