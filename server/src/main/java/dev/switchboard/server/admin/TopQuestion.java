// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The page {@code /top}: who causes the load, and who is held. It answers after the time that is
 * measured, and no thread waits for that. It may be asked for a screen of text or for JSON.
 */
record TopQuestion(Operations operations) {

    /** Connections without a new request for five seconds are closed. */
    private static final int MOST_SECONDS = 4;

    private static final int ROWS = 20;
    private static final int COLUMNS = 80;
    private static final int LINES = 24;
    private static final int LARGEST_SCREEN = 1000;

    static final List<Parameter> PARAMETERS =
            List.of(
                    new Parameter.Choice(
                            "format", "For programs or for people.", List.of("json", "text")),
                    new Parameter.Whole("seconds", "How long to measure.", 1, MOST_SECONDS),
                    new Parameter.Whole(
                            "n",
                            "How many clients and topics to name in JSON.",
                            ROWS,
                            TopReport.MOST),
                    new Parameter.Whole(
                            "columns", "How wide the screen is.", COLUMNS, LARGEST_SCREEN),
                    new Parameter.Whole("lines", "How high the screen is.", LINES, LARGEST_SCREEN));

    CompletionStage<Answer> answer(Query query) {
        boolean isText = query.choice("format").equals("text");
        return operations
                .top(Duration.ofSeconds(query.number("seconds")))
                .thenApply(report ->
                        isText
                                ? Answer.text(
                                        HttpStatus.OK_200,
                                        TopScreen.of(
                                                report,
                                                query.number("columns"),
                                                query.number("lines")))
                                : Answer.json(
                                        HttpStatus.OK_200, TopPage.of(report, query.number("n"))));
    }
}
