// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.3.4, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.4.0/22, 192.168.7.255, true",
        "192.168.4.0/22, 192.168.8.0, false",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 8.8.8.8, true",
        "0.0.0.0/0, ::1, false",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe00::1, false",
        "2001:db8::/63, 2001:db8:0:1::9, true",
        "2001:db8::/63, 2001:db8:0:2::9, false"
    })
    void knowsWhoIsInside(String range, String address, boolean inside) {
        assertThat(AddressRange.parse(range).contains(InetAddress.ofLiteral(address)))
                .isEqualTo(inside);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 'not an address or a range of addresses; try 10.0.0.0/8'",
        "10.0.0/8, 'not an address or a range of addresses; try 10.0.0.0/8'",
        "10.0.0.0/33, the prefix of an address range must be between 0 and 32",
        "10.0.0.0/x, the prefix of an address range must be between 0 and 32",
        "::1/129, the prefix of an address range must be between 0 and 128"
    })
    void saysWhatToWriteInstead(String text, String advice) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessage(advice);
    }

    @Test
    void printsAsItIsWritten() {
        assertThat(AddressRange.parse("10.0.0.0/8")).hasToString("10.0.0.0/8");
        assertThat(AddressRange.parse("127.0.0.1")).hasToString("127.0.0.1/32");
    }
}
