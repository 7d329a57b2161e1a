// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the first bytes of a connection mean in the PROXY protocol, versions 1 (text) and 2
 * (binary). Strict: what the protocol does not allow is broken.
 */
sealed interface ProxyHeader {

    /** A header of version 2 may have so many bytes; one with every extension has some hundred. */
    int LONGEST = 2048;

    /** A header of version 1 has no more. */
    int LONGEST_TEXT = 107;

    byte[] TEXT = "PROXY ".getBytes(ISO_8859_1);
    byte[] BINARY = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

    /**
     * More bytes have to come.
     *
     * @param isCertain whether they can only be a header
     */
    record Unfinished(boolean isCertain) implements ProxyHeader {}

    /** This is something else. */
    record Absent() implements ProxyHeader {}

    /** A header that breaks the rules. */
    record Broken(String why) implements ProxyHeader {}

    /**
     * A whole header.
     *
     * @param source for whom the proxy speaks; none if it speaks for itself or does not know
     * @param length how many bytes it has
     */
    record Whole(Optional<InetSocketAddress> source, int length) implements ProxyHeader {}

    /** Reads what has come so far; the buffer stays as it is. */
    static ProxyHeader read(ByteBuffer come) {
        var bytes = come.slice();
        if (begins(bytes, TEXT)) {
            return bytes.remaining() < TEXT.length ? new Unfinished(false) : Text.read(bytes);
        }
        if (begins(bytes, BINARY)) {
            return bytes.remaining() < BINARY.length ? new Unfinished(false) : Binary.read(bytes);
        }
        return new Absent();
    }

    /** Whether they may be, or are, a header with this signature. */
    private static boolean begins(ByteBuffer bytes, byte[] signature) {
        int length = Math.min(bytes.remaining(), signature.length);
        return bytes.slice(0, length).equals(ByteBuffer.wrap(signature, 0, length));
    }

    /** {@code PROXY TCP4 203.0.113.5 192.0.2.1 51234 443} and an end of line. */
    final class Text {

        private static final Pattern UNKNOWN = Pattern.compile("PROXY UNKNOWN(?: .*)?");
        private static final Pattern TCP =
                Pattern.compile(
                        "PROXY TCP([46]) ([0-9A-Fa-f.:]+) ([0-9A-Fa-f.:]+)"
                                + " (0|[1-9]\\d{0,4}) (0|[1-9]\\d{0,4})");

        private Text() {}

        static ProxyHeader read(ByteBuffer bytes) {
            int most = Math.min(bytes.remaining(), LONGEST_TEXT);
            for (int at = 0; at < most; at++) {
                if (bytes.get(at) == '\n') {
                    return bytes.get(at - 1) == '\r'
                            ? line(text(bytes, at - 1), at + 1)
                            : new Broken("a line that ends with LF alone");
                }
            }
            return most < LONGEST_TEXT
                    ? new Unfinished(true)
                    : new Broken("a line of more than " + LONGEST_TEXT + " bytes");
        }

        private static String text(ByteBuffer bytes, int length) {
            byte[] line = new byte[length];
            bytes.get(0, line);
            return new String(line, ISO_8859_1);
        }

        private static ProxyHeader line(String line, int length) {
            if (UNKNOWN.matcher(line).matches()) {
                return new Whole(Optional.empty(), length);
            }
            var fields = TCP.matcher(line);
            if (!fields.matches()) {
                return new Broken("a line that is not of version 1");
            }
            boolean isIpv6 = fields.group(1).equals("6");
            var source = address(fields.group(2), isIpv6);
            int port = Integer.parseInt(fields.group(4));
            if (source.isEmpty()
                    || address(fields.group(3), isIpv6).isEmpty()
                    || Math.max(port, Integer.parseInt(fields.group(5))) > 0xFFFF) {
                return new Broken("a wrong address or port");
            }
            return new Whole(source.map(from -> new InetSocketAddress(from, port)), length);
        }

        private static Optional<InetAddress> address(String text, boolean isIpv6) {
            boolean hasColons = text.indexOf(':') != text.lastIndexOf(':'); // one is before a port
            boolean isRight = isIpv6 ? hasColons : text.indexOf(':') < 0;
            return isRight ? AddressText.parse(text) : Optional.empty();
        }
    }

    /** The signature, a byte each for command and family, the length of the rest, the rest. */
    final class Binary {

        private static final int FIXED = 16;
        private static final int VERSION = 0x20;
        private static final int LOCAL = 0;
        private static final int PROXY = 1;
        private static final int UNSPECIFIED = 0x00;
        private static final int TCP_OVER_IPV4 = 0x11;
        private static final int TCP_OVER_IPV6 = 0x21;
        private static final int UNIX_STREAM = 0x31;

        private Binary() {}

        static ProxyHeader read(ByteBuffer bytes) {
            if (bytes.remaining() < FIXED) {
                return new Unfinished(true);
            }
            int command = Byte.toUnsignedInt(bytes.get(12)) ^ VERSION;
            int family = Byte.toUnsignedInt(bytes.get(13));
            int length = FIXED + Short.toUnsignedInt(bytes.getShort(14));
            if (command != LOCAL && command != PROXY) {
                return new Broken("another version or command");
            }
            if (length > LONGEST) {
                return new Broken("more than " + LONGEST + " bytes");
            }
            if (bytes.remaining() < length) {
                return new Unfinished(true);
            }
            if (command == LOCAL) {
                return new Whole(Optional.empty(), length); // the family means nothing
            }
            return switch (family) {
                case UNSPECIFIED, UNIX_STREAM -> new Whole(Optional.empty(), length);
                case TCP_OVER_IPV4 -> addresses(bytes, 4, length);
                case TCP_OVER_IPV6 -> addresses(bytes, 16, length);
                default -> new Broken("another family than TCP");
            };
        }

        /** The source, the destination, their ports; then extensions, which are skipped. */
        private static ProxyHeader addresses(ByteBuffer bytes, int size, int length) {
            if (length < FIXED + 2 * size + 4) {
                return new Broken("too short for its addresses");
            }
            byte[] source = new byte[size];
            bytes.get(FIXED, source);
            int port = Short.toUnsignedInt(bytes.getShort(FIXED + 2 * size));
            try {
                var address = InetAddress.getByAddress(source);
                return new Whole(Optional.of(new InetSocketAddress(address, port)), length);
            } catch (UnknownHostException e) {
                throw new IllegalStateException("an address of IP has this size", e);
            }
        }
    }
}
