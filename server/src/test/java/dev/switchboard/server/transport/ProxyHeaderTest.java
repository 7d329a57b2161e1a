// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.transport.ProxyHeader.Absent;
import dev.switchboard.server.transport.ProxyHeader.Broken;
import dev.switchboard.server.transport.ProxyHeader.Unfinished;
import dev.switchboard.server.transport.ProxyHeader.Whole;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String IPV4 = "cb007105 c0000201 c822 01bb";
    private static final String IPV6 =
            "20010db8000000000000000000000005 20010db8000000000000000000000001 c822 01bb";
    private static final byte[] REQUEST = text("GET / HTTP/1.1\r\n");

    private static byte[] text(String text) {
        return text.getBytes(ISO_8859_1);
    }

    private static byte[] binary(String afterSignature) {
        return HexFormat.of().parseHex(SIGNATURE + afterSignature.replace(" ", ""));
    }

    private static ProxyHeader read(byte[]... parts) {
        return ProxyHeader.read(ByteBuffer.wrap(ClientFrame.joined(parts)));
    }

    private static Whole from(String address, int length) {
        return new Whole(
                Optional.of(new InetSocketAddress(InetAddress.ofLiteral(address), 51234)), length);
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 203.0.113.5 192.0.2.1 51234 443, 203.0.113.5",
        "PROXY TCP6 2001:db8::5 2001:db8::1 51234 443, 2001:db8::5",
        "PROXY TCP6 2001:DB8:0:0:0:0:0:5 ::1 51234 0, 2001:db8::5",
        "PROXY TCP6 ::ffff:203.0.113.5 ::1 51234 65535, 203.0.113.5",
        "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
                + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 51234 65535,"
                + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    })
    void aLineNamesTheClient(String line, String client) {
        byte[] header = text(line + "\r\n");

        assertThat(read(header)).isEqualTo(from(client, header.length));
        assertThat(read(header, REQUEST)).isEqualTo(from(client, header.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN whatever, 1.2.3.4\r\n",
                "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
                        + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n",
            })
    void aLineMayNameNobody(String line) {
        assertThat(read(text(line), REQUEST)).isEqualTo(new Whole(Optional.empty(), line.length()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 203.0.113.5 192.0.2.1 51234 443\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 51234 443 \r\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 51234 443 1\r\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 51234\r\n",
                "PROXY TCP4  203.0.113.5 192.0.2.1 51234 443\r\n",
                "PROXY  TCP4 203.0.113.5 192.0.2.1 51234 443\r\n",
                "PROXY tcp4 203.0.113.5 192.0.2.1 51234 443\r\n",
                "PROXY TCP5 203.0.113.5 192.0.2.1 51234 443\r\n",
                "PROXY UDP4 203.0.113.5 192.0.2.1 51234 443\r\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 65536 443\r\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 51234 99999\r\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 051234 443\r\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 +5123 443\r\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 -1 443\r\n",
                "PROXY TCP4 203.0.113.05 192.0.2.1 51234 443\r\n",
                "PROXY TCP4 203.0.113 192.0.2.1 51234 443\r\n",
                "PROXY TCP4 203.0.113.256 192.0.2.1 51234 443\r\n",
                "PROXY TCP4 203.0.113.5:80 192.0.2.1 51234 443\r\n",
                "PROXY TCP4 203.0.113.5 :: 51234 443\r\n",
                "PROXY TCP4 2001:db8::5 2001:db8::1 51234 443\r\n",
                "PROXY TCP6 203.0.113.5 192.0.2.1 51234 443\r\n",
                "PROXY TCP6 203.0.113.5:80 ::1 51234 443\r\n",
                "PROXY TCP6 [2001:db8::5] ::1 51234 443\r\n",
                "PROXY TCP6 fe80::1%eth0 ::1 51234 443\r\n",
                "PROXY TCP4 localhost localhost 51234 443\r\n",
                "PROXY TCP4 dead.beef 192.0.2.1 51234 443\r\n",
                "PROXY TCP4 203.0.113.5 192.0.2.1 51234 443\0\r\n",
                "PROXY UNKNOWNS\r\n",
                "PROXY UNKNOWN\r\r\n",
                "PROXY \r\n",
                "PROXY \n",
            })
    void whatVersion1DoesNotAllowIsBroken(String line) {
        assertThat(read(text(line), REQUEST)).isInstanceOf(Broken.class);
    }

    @Test
    void aLineThatDoesNotEndInTimeIsBroken() {
        String longest = "PROXY UNKNOWN " + "x".repeat(ProxyHeader.LONGEST_TEXT - 16) + "\r\n";
        assertThat(longest).hasSize(ProxyHeader.LONGEST_TEXT);

        assertThat(read(text(longest))).isInstanceOf(Whole.class);
        assertThat(read(text(longest.replace("\r\n", "x\r\n")))).isInstanceOf(Broken.class);
        assertThat(read(text("PROXY TCP4" + " ".repeat(96)))).isEqualTo(new Unfinished(true));
        assertThat(read(text("PROXY TCP4" + " ".repeat(97)))).isInstanceOf(Broken.class);
    }

    @ParameterizedTest
    @CsvSource({
        "21 11 000c " + IPV4 + ", 203.0.113.5",
        "21 21 0024 " + IPV6 + ", 2001:db8::5",
        "21 21 0024 00000000000000000000ffffcb007105 20010db8000000000000000000000001 c822 01bb,"
                + " 203.0.113.5",
        // with extensions, whatever they are
        "21 11 0013 " + IPV4 + " 04 0004 00000000, 203.0.113.5",
        "21 11 000e " + IPV4 + " ffff, 203.0.113.5",
        "21 21 0027 " + IPV6 + " 20 ffff, 2001:db8::5",
    })
    void bytesNameTheClient(String bytes, String client) {
        byte[] header = binary(bytes);

        assertThat(read(header)).isEqualTo(from(client, header.length));
        assertThat(read(header, REQUEST)).isEqualTo(from(client, header.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "20 00 0000",
                "20 11 000c " + IPV4,
                "20 ff 0003 000000",
                "21 00 0000",
                "21 00 0003 ffffff",
                "21 31 0000",
            })
    void bytesMayNameNobody(String bytes) {
        byte[] header = binary(bytes);

        assertThat(read(header, REQUEST)).isEqualTo(new Whole(Optional.empty(), header.length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11 11 000c " + IPV4, // version 1
                "31 11 000c " + IPV4,
                "01 11 000c " + IPV4,
                "22 11 000c " + IPV4, // no such command
                "2f 00 0000",
                "21 12 000c " + IPV4, // UDP
                "21 10 000c " + IPV4,
                "21 41 000c " + IPV4,
                "21 01 000c " + IPV4,
                "21 32 0000",
                "21 11 000b cb007105 c0000201 c822 01", // too short
                "21 11 0000",
                "21 21 000c " + IPV4,
                "21 11 ffff",
                "20 00 07f1", // too long
            })
    void whatVersion2DoesNotAllowIsBroken(String bytes) {
        assertThat(read(binary(bytes), REQUEST)).isInstanceOf(Broken.class);
    }

    @Test
    void theLongestHeaderOfVersion2IsRead() {
        byte[] extensions = new byte[ProxyHeader.LONGEST - 16 - 12];

        assertThat(read(binary("21 11 07f0 " + IPV4), extensions))
                .isEqualTo(from("203.0.113.5", ProxyHeader.LONGEST));
    }

    @Test
    void whatIsNoHeaderIsAbsent() {
        for (String other :
                List.of(
                        "G",
                        "GET / HTTP/1.1\r\n",
                        "POST",
                        "PROXYTCP4",
                        "PROXY\t",
                        "\r\n\r\nGET",
                        "\u0016\u0003")) {
            assertThat(read(text(other))).as(other).isInstanceOf(Absent.class);
        }
    }

    /** However a header is cut, its beginning is not taken for anything else. */
    @Test
    void everyBeginningOfAHeaderIsUnfinished() {
        for (byte[] header :
                List.of(
                        text("PROXY TCP4 203.0.113.5 192.0.2.1 51234 443\r\n"),
                        text("PROXY UNKNOWN\r\n"),
                        binary("21 11 0013 " + IPV4 + " 04 0004 00000000"),
                        binary("21 21 0024 " + IPV6))) {
            int signature = header[0] == 'P' ? 6 : 12;
            for (int cut = 0; cut < header.length; cut++) {
                assertThat(read(Arrays.copyOf(header, cut)))
                        .as("%d bytes", cut)
                        .isEqualTo(new Unfinished(cut >= signature));
            }
        }
    }

    /**
     * Damaged headers, cut at random: a decision, once made, is that of the whole, and no address
     * comes out of it that does not stand in it.
     */
    @Test
    void whatIsDecidedStaysDecidedWhateverComes() {
        var random = new Random(7);
        for (int each = 0; each < 50_000; each++) {
            byte[] bytes =
                    random.nextBoolean()
                            ? text("PROXY TCP4 203.0.113.5 192.0.2.1 51234 443\r\nGET / HTTP/1.1")
                            : ClientFrame.joined(binary("21 11 000c " + IPV4), REQUEST);
            for (int wound = random.nextInt(3); wound > 0; wound--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            ProxyHeader whole = read(bytes);
            int cut = random.nextInt(bytes.length + 1);
            ProxyHeader part = read(Arrays.copyOf(bytes, cut));

            if (!(part instanceof Unfinished)) {
                assertThat(part).as(HexFormat.of().formatHex(bytes)).isEqualTo(whole);
            }
            if (whole instanceof Whole(var source, int length) && source.isPresent()) {
                byte[] header = Arrays.copyOf(bytes, length);
                String address = source.get().getAddress().getHostAddress();
                byte[] raw = source.get().getAddress().getAddress();
                assertThat(
                                new String(header, ISO_8859_1).contains(" " + address + " ")
                                        || ByteBuffer.wrap(header, 16, 4)
                                                .equals(ByteBuffer.wrap(raw)))
                        .as("%s in %s", address, HexFormat.of().formatHex(header))
                        .isTrue();
            }
        }
    }
}
