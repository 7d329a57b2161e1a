// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * Owns a path of the switch and sees every message there as it is, text and binary, without kinds
 * or JSON. Size limits, UTF-8 checks, rate limits, heartbeats and outboxes apply as everywhere. It
 * runs on the thread that reads the socket and must not block.
 *
 * {@snippet class="ApiExamples" region="endpoint"}
 */
@FunctionalInterface
public interface RawHandler {

    /** Handles one message; what it throws is logged and closes the sender's connection. */
    void handle(RawMessage message, Client sender) throws Exception;
}
