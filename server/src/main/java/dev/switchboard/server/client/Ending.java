// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

/**
 * How a connection ended.
 *
 * @param code the close code; 1005 if the peer gave none, 1006 if it left without a close
 * @param reason what was said about it
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

    /** The peer closed it; {@code code} is 0 if it gave none. */
    public static Ending byClient(int code, String reason) {
        return new Ending(code == 0 ? NO_CODE : code, reason, By.CLIENT);
    }

    /** It broke, or the peer went away without a word. */
    public static Ending byNetwork(String reason) {
        return new Ending(NO_CLOSE, reason, By.NETWORK);
    }
}
