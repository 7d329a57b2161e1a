// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.GateSettings;
import dev.switchboard.server.config.binding.ConfigurationException;
import java.net.InetAddress;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedTest {

    private static final String PROXY = "10.0.0.1";
    private static final String STRANGER = "198.51.100.7";

    private static RequestReader requests;

    @BeforeAll
    static void start() throws Exception {
        requests = new RequestReader();
    }

    @AfterAll
    static void stop() throws Exception {
        requests.stop();
    }

    private static GateSettings gate() throws ConfigurationException {
        return gate("x-forwarded-for");
    }

    private static GateSettings gate(String addressHeader) throws ConfigurationException {
        return Configuration.of(
                        """
                        gate {
                            trusted-proxies = ["10.0.0.0/8", "fd00::/8"]
                            address-header = %s
                            user-header = X-Forwarded-User
                        }
                        """
                                .formatted(addressHeader))
                .settings()
                .gate();
    }

    private static InetAddress address(String peer, String... headers) throws Exception {
        return address(gate(), peer, headers);
    }

    /** The same, where the proxies write {@code Forwarded}. */
    private static InetAddress addressByForwarded(String peer, String... headers) throws Exception {
        return address(gate("forwarded"), peer, headers);
    }

    private static InetAddress address(GateSettings gate, String peer, String... headers)
            throws Exception {
        return requests.askFrom(
                peer, request -> Forwarded.address(request, gate), withHost(headers));
    }

    private static Optional<String> user(String peer, String... headers) throws Exception {
        var gate = gate();
        return requests.askFrom(peer, request -> Forwarded.user(request, gate), withHost(headers));
    }

    private static String[] withHost(String... headers) {
        String[] all = new String[headers.length + 1];
        all[0] = "Host: a";
        System.arraycopy(headers, 0, all, 1, headers.length);
        return all;
    }

    @Test
    void withoutAProxyItIsThePeer() throws Exception {
        assertThat(address(STRANGER)).isEqualTo(InetAddress.ofLiteral(STRANGER));
        assertThat(address(PROXY)).isEqualTo(InetAddress.ofLiteral(PROXY));
    }

    @Test
    void aStrangerIsNotBelieved() throws Exception {
        assertThat(address(STRANGER, "X-Forwarded-For: 203.0.113.5"))
                .isEqualTo(InetAddress.ofLiteral(STRANGER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.5                         | 203.0.113.5",
                "203.0.113.5:51234                   | 203.0.113.5",
                "2001:db8::5                         | 2001:db8::5",
                "[2001:db8::5]                       | 2001:db8::5",
                "[2001:db8::5]:51234                 | 2001:db8::5",
                "2001:DB8:0:0:0:0:0:5                | 2001:db8::5",
                "::ffff:203.0.113.5                  | 203.0.113.5",
                "::1                                 | ::1",
                // what the client itself claims stands to the left of what the proxy saw
                "1.2.3.4, 203.0.113.5                | 203.0.113.5",
                "10.0.0.9, 203.0.113.5               | 203.0.113.5",
                "127.0.0.1, 203.0.113.5              | 203.0.113.5",
                "garbage, 203.0.113.5                | 203.0.113.5",
                "\", 203.0.113.5                     | 203.0.113.5",
                "\"1.2.3.4, 203.0.113.5              | 203.0.113.5",
                // several proxies, each named by the next
                "203.0.113.5, 10.0.0.2               | 203.0.113.5",
                "203.0.113.5, 10.0.0.2, 10.0.0.3     | 203.0.113.5",
                "203.0.113.5 , fd00::2 , 10.0.0.3    | 203.0.113.5",
                "1.2.3.4, 203.0.113.5, 10.0.0.2      | 203.0.113.5",
                "10.0.0.4, 10.0.0.2                  | 10.0.0.4",
            })
    void aTrustedProxyIsBelieved(String named, String client) throws Exception {
        assertThat(address(PROXY, "X-Forwarded-For: " + named))
                .isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void severalHeadersAreReadAsOne() throws Exception {
        assertThat(
                        address(
                                PROXY,
                                "X-Forwarded-For: 1.2.3.4",
                                "X-Forwarded-For: 203.0.113.5",
                                "X-Forwarded-For: 10.0.0.2"))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.5"));
    }

    /** Names are among these: looking one up would take as long as the DNS likes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "_hidden",
                "localhost",
                "dead.beef",
                "cafe.de",
                "face",
                "1.2.3",
                "100.200.3",
                "2130706433",
                "99999999999",
                "300.300.300.300",
                "1.2.3.4.5",
                "203.0.113.005",
                "0x7f.0.0.1",
                "1.2.3.4/8",
                "127.0.0.1.",
                "....",
                ":",
                ":::",
                "1:2:3",
                "1:2:3:4:5:6:7:8:9",
                "[2001:db8::5",
                "[]",
                "[]:80",
                "[1.2.3.4]x",
                "fe80::1%eth0",
                "for=203.0.113.5",
            })
    void whatIsNoAddressLeavesTheProxyThatSaidIt(String named) throws Exception {
        long began = System.nanoTime();

        assertThat(address(PROXY, "X-Forwarded-For: 203.0.113.9, " + named))
                .isEqualTo(InetAddress.ofLiteral(PROXY));

        assertThat(System.nanoTime() - began).isLessThan(4_000_000_000L);
    }

    @Test
    void garbageBehindATrustedHopLeavesThatHop() throws Exception {
        assertThat(address(PROXY, "X-Forwarded-For: 203.0.113.5, unknown, 10.0.0.2"))
                .isEqualTo(InetAddress.ofLiteral("10.0.0.2"));
    }

    @Test
    void anEmptyHeaderSaysNothing() throws Exception {
        assertThat(address(PROXY, "X-Forwarded-For:")).isEqualTo(InetAddress.ofLiteral(PROXY));
        assertThat(address(PROXY, "X-Forwarded-For: , ,")).isEqualTo(InetAddress.ofLiteral(PROXY));
    }

    /** Of each proxy in a row one element; a client may have written what stands before. */
    @Test
    void farBehindManyProxiesNothingIsLookedFor() throws Exception {
        String nearly = ", 10.0.0.2".repeat(ForwardedHops.MOST - 1);

        assertThat(address(PROXY, "X-Forwarded-For: 203.0.113.5" + nearly))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.5"));
        assertThat(address(PROXY, "X-Forwarded-For: 203.0.113.5" + nearly + ", 10.0.0.3"))
                .isEqualTo(InetAddress.ofLiteral("10.0.0.2"));
        assertThat(address(PROXY, "X-Forwarded-For: " + "10.0.0.2,".repeat(500)))
                .isEqualTo(InetAddress.ofLiteral("10.0.0.2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=203.0.113.5                                     | 203.0.113.5",
                "For=203.0.113.5                                     | 203.0.113.5",
                "for=\"203.0.113.5\"                                   | 203.0.113.5",
                "for=\"203.0.113.5:4711\"                              | 203.0.113.5",
                "for=203.0.113.5:4711                                | 203.0.113.5",
                "for=\"[2001:db8::5]\"                                 | 2001:db8::5",
                "for=\"[2001:db8::5]:4711\"                            | 2001:db8::5",
                "proto=https;for=203.0.113.5;by=10.0.0.1             | 203.0.113.5",
                "by=\"_a;for=1.2.3.4\" ; for = 203.0.113.5 ;           | 203.0.113.5",
                "host=\"a, for=1.2.3.4\";for=203.0.113.5              | 203.0.113.5",
                // what the client itself claims stands to the left of what the proxy saw
                "for=1.2.3.4, for=203.0.113.5                        | 203.0.113.5",
                "for=10.0.0.9, for=203.0.113.5                       | 203.0.113.5",
                "for=1.2.3.4;x=\", for=\"203.0.113.5:80\"              | 203.0.113.5",
                "for=1.2.3.4;x=\"\\, for=\"203.0.113.5:80\"            | 203.0.113.5",
                "for=\", for=203.0.113.5                             | 203.0.113.5",
                // several proxies, each named by the next
                "for=203.0.113.5, for=10.0.0.2;proto=http            | 203.0.113.5",
                "for=203.0.113.5,for=\"[fd00::2]:80\",for=10.0.0.3     | 203.0.113.5",
            })
    void forwardedIsBelievedWhereProxiesWriteIt(String said, String client) throws Exception {
        assertThat(addressByForwarded(PROXY, "Forwarded: " + said))
                .isEqualTo(InetAddress.ofLiteral(client));
    }

    @Test
    void severalLinesOfForwardedAreReadAsOne() throws Exception {
        assertThat(
                        addressByForwarded(
                                PROXY,
                                "Forwarded: for=1.2.3.4",
                                "Forwarded: for=203.0.113.5;by=\"never ends",
                                "Forwarded: for=203.0.113.6, for=10.0.0.3",
                                "Forwarded: for=10.0.0.2"))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.6"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=unknown",
                "for=_hidden",
                "for=\"_SEVKISEK\"",
                "for=",
                "for=\"\"",
                "for=\"",
                "for=\"203.0.113.5",
                "for=203.0.113.5\"",
                "for=\"\\203.0.113.5\"",
                "for=localhost",
                "for=\"[2001:db8::5\"",
                "for",
                "proto=https",
                "203.0.113.5",
                "xfor=203.0.113.5",
                "for=203.0.113.5;for=203.0.113.6",
            })
    void whatForwardedHidesLeavesTheProxyThatSaidIt(String said) throws Exception {
        assertThat(addressByForwarded(PROXY, "Forwarded: for=203.0.113.9, " + said))
                .isEqualTo(InetAddress.ofLiteral(PROXY));
    }

    /** A proxy writes one of the two, and may pass on the other as the client wrote it. */
    @Test
    void onlyTheHeaderThatProxiesWriteIsRead() throws Exception {
        String[] both = {"Forwarded: for=203.0.113.5", "X-Forwarded-For: 203.0.113.6"};

        assertThat(address(PROXY, both)).isEqualTo(InetAddress.ofLiteral("203.0.113.6"));
        assertThat(addressByForwarded(PROXY, both)).isEqualTo(InetAddress.ofLiteral("203.0.113.5"));
        assertThat(address(PROXY, both[0])).isEqualTo(InetAddress.ofLiteral(PROXY));
        assertThat(addressByForwarded(PROXY, both[1])).isEqualTo(InetAddress.ofLiteral(PROXY));
    }

    @Test
    void aStrangerIsNotBelievedInForwardedEither() throws Exception {
        assertThat(addressByForwarded(STRANGER, "Forwarded: for=203.0.113.5"))
                .isEqualTo(InetAddress.ofLiteral(STRANGER));
    }

    @Test
    void aTrustedProxyNamesTheUser() throws Exception {
        assertThat(user(PROXY, "X-Forwarded-User: ada")).contains("ada");
        assertThat(user("fd00::7", "x-forwarded-user: ada")).contains("ada");
    }

    @Test
    void nobodyElseNamesAUser() throws Exception {
        assertThat(user(STRANGER, "X-Forwarded-User: ada")).isEmpty();
        assertThat(user(STRANGER, "X-Forwarded-User: ada", "X-Forwarded-For: 10.0.0.1")).isEmpty();
    }

    @Test
    void noNameIsNoUser() throws Exception {
        assertThat(user(PROXY)).isEmpty();
        assertThat(user(PROXY, "X-Forwarded-User:")).isEmpty();
        assertThat(user(PROXY, "X-Forwarded-User:   ")).isEmpty();
    }

    /** A proxy that adds its own header to that of the client shows two names. */
    @Test
    void twoNamesAreNobodys() throws Exception {
        assertThat(user(PROXY, "X-Forwarded-User: admin", "X-Forwarded-User: ada")).isEmpty();
    }
}
