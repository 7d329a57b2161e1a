// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Counter;
import dev.switchboard.api.Metrics;
import dev.switchboard.api.Timer;

/**
 * What is counted of one question.
 *
 * @param requests made
 * @param failures requests that brought no answer that can be used
 * @param cacheHits answered from memory
 * @param unanswered neither from memory nor by the backend
 * @param request how long a request takes
 */
record InquiryMeters(
        Counter requests, Counter failures, Counter cacheHits, Counter unanswered, Timer request) {

    static InquiryMeters of(String question, Metrics metrics) {
        return new InquiryMeters(
                metrics.counter(question + "_requests"),
                metrics.counter(question + "_failures"),
                metrics.counter(question + "_cache_hits"),
                metrics.counter(question + "_unanswered"),
                metrics.timer(question + "_request"));
    }
}
