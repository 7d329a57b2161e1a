// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import dev.switchboard.api.Code;
import dev.switchboard.server.delivery.Frame;

/**
 * How a connection ended. The reason that a client gives is not kept: no log holds what clients
 * say.
 *
 * @param code the close code; 1005 if the peer gave none, 1006 if it left without a close
 * @param reason what the switch says about it; empty if a client ended it
 * @param by who ended it
 */
public record Ending(int code, String reason, By by) {

    /** Who ended a connection. */
    public enum By {
        CLIENT,
        SWITCH,
        NETWORK
    }

    private static final int NO_CODE = 1005;
    private static final int NO_CLOSE = 1006;

    /**
     * The switch ends it.
     *
     * @throws IllegalArgumentException if the code does not end connections
     */
    static Ending bySwitch(Code code, String reason) {
        int number =
                code.closeCode()
                        .orElseThrow(() ->
                                new IllegalArgumentException(code + " does not end a connection"));
        return new Ending(number, reason, By.SWITCH);
    }

    /** The peer closed it; {@code code} is 0 if it gave none. */
    static Ending byClient(int code) {
        return new Ending(code == 0 ? NO_CODE : code, "", By.CLIENT);
    }

    /** It broke, or the peer went away without a close. */
    static Ending byNetwork(String reason) {
        return new Ending(NO_CLOSE, reason, By.NETWORK);
    }

    /** The close frame that says so; a peer's close is answered with the same code. */
    Frame frame() {
        return code == NO_CODE ? Frame.close() : Frame.close(code, reason);
    }
}
