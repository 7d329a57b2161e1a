// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The first bytes of a connection through a proxy. What is known of them does not change when more
 * come, and a header that is whole says what it would say if it were written anew.
 */
public final class ProxyHeadersFuzz {

    private ProxyHeadersFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        var whole = read(input);
        boolean isKnown = false;
        for (int length = 0; length <= input.length; length++) {
            var header = read(Arrays.copyOf(input, length));
            switch (header) {
                case ProxyHeader.Unfinished(boolean isCertain) -> {
                    require(!isKnown, "it was known before");
                    require(length < ProxyHeader.LONGEST + 16, "it never ends");
                    require(!isCertain || !(whole instanceof ProxyHeader.Absent), "it was certain");
                }
                case ProxyHeader.Absent _, ProxyHeader.Broken _, ProxyHeader.Whole _ -> {
                    require(header.equals(whole), "it is something else when more has come");
                    isKnown = true;
                }
            }
        }
        if (whole instanceof ProxyHeader.Whole(var source, int length)) {
            require(length <= input.length && length >= 15, "it has another length");
            source.ifPresent(ProxyHeadersFuzz::checkAnew);
        }
    }

    private static ProxyHeader read(byte[] bytes) {
        var buffer = ByteBuffer.wrap(bytes);
        var header = ProxyHeader.read(buffer);
        require(buffer.position() == 0 && buffer.limit() == bytes.length, "the buffer has changed");
        return header;
    }

    private static void checkAnew(InetSocketAddress source) {
        byte[] address = source.getAddress().getAddress();
        var binary = ByteBuffer.allocate(16 + 2 * address.length + 4).put(ProxyHeader.BINARY);
        binary.put((byte) 0x21).put((byte) (address.length == 4 ? 0x11 : 0x21));
        binary.putShort((short) (2 * address.length + 4)).put(address).put(address);
        binary.putShort((short) source.getPort()).putShort((short) 443);
        requireSource(source, binary.array());
        requireSource(source, text(source.getAddress(), source.getPort()).getBytes(ISO_8859_1));
    }

    private static String text(InetAddress address, int port) {
        String plain = address.getHostAddress();
        String family = address instanceof Inet6Address ? "TCP6" : "TCP4";
        return "PROXY %s %s %s %d 443\r\n".formatted(family, plain, plain, port);
    }

    private static void requireSource(InetSocketAddress source, byte[] header) {
        var read = read(header);
        require(
                read instanceof ProxyHeader.Whole(var again, int length)
                        && again.orElseThrow().equals(source)
                        && length == header.length,
                "written anew it is " + read);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }
}
