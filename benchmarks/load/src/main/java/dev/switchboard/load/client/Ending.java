// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

/** How a connection ended. */
public sealed interface Ending {
    /** What it is called in results: the code, the status, or a word. */
    String label();

    /** The server said good-bye. */
    record Closed(int code) implements Ending {
        @Override
        public String label() {
            return Integer.toString(code);
        }
    }

    /** The server answered the handshake with something other than 101. */
    record Refused(int status) implements Ending {
        @Override
        public String label() {
            return Integer.toString(status);
        }
    }

    /** It ended without a word. */
    enum Broken implements Ending {
        /** Orderly, yet without a close frame. */
        EOF("eof"),
        RESET("rst"),
        /** It never came about: nobody listens, or no address is left to come from. */
        UNREACHABLE("unreachable"),
        /** The other side does not speak WebSocket as it should. */
        PROTOCOL_ERROR("protocol error"),
        /** We gave up on it. */
        GIVEN_UP("given up");

        private final String word;

        Broken(String word) {
            this.word = word;
        }

        @Override
        public String label() {
            return word;
        }
    }
}
