// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static dev.switchboard.server.client.ClientFloor.address;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.GateSettings.PerAddress;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.config.value.Rate;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBookTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final PerAddress LIMITS = new PerAddress(3, Rate.perSecond(100), 64);

    private final AddressBook book = new AddressBook(_ -> false);

    @Test
    void anAddressHasSoManyConnectionsAndNoMore() {
        for (int n = 0; n < 3; n++) {
            assertThat(book.admit(address("192.0.2.1"), LIMITS, 0)).isNull();
        }
        assertThat(book.admit(address("192.0.2.1"), LIMITS, 0)).isEqualTo(Rejection.ADDRESS_FULL);
        assertThat(book.admit(address("192.0.2.2"), LIMITS, 0)).isNull();
        book.leave(address("192.0.2.1"), LIMITS);
        assertThat(book.admit(address("192.0.2.1"), LIMITS, 0)).isNull();
    }

    @Test
    void newConnectionsComeNoFasterThanTheRate() {
        var limits = new PerAddress(1000, Rate.perSecond(10), 64);
        for (int n = 0; n < 10; n++) {
            assertThat(book.admit(address("192.0.2.1"), limits, 0)).isNull();
        }
        assertThat(book.admit(address("192.0.2.1"), limits, 0)).isEqualTo(Rejection.ADDRESS_RATE);
        assertThat(book.admit(address("192.0.2.1"), limits, SECOND / 10)).isNull();
        assertThat(book.admit(address("192.0.2.1"), limits, SECOND / 10))
                .isEqualTo(Rejection.ADDRESS_RATE);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:0:1::1, 2001:db8:0:1:ffff::9, 64, true",
        "2001:db8:0:1::1, 2001:db8:0:2::1, 64, false",
        "2001:db8:0:1::1, 2001:db8:0:ff::1, 56, true",
        "2001:db8:0:1::1, 2001:db8:0:101::1, 56, false",
        "2001:db8:0:1::1, 2001:db8:0:f::1, 60, true",
        "2001:db8:0:1::1, 2001:db8:0:10::1, 60, false",
        "2001:db8:0:1::1, 2001:db8:0:1::2, 128, false",
        "2001:db8:0:1::1, 2001:db8:0:1::1, 128, true",
        "2001:db8:0:1::2, 2001:db8:0:1::3, 127, true",
        "192.0.2.1, 192.0.2.2, 32, false",
    })
    void aNetworkOfIpv6CountsAsOneAddress(String one, String other, int prefix, boolean same) {
        var limits = new PerAddress(1, Rate.perSecond(100), prefix);
        assertThat(book.admit(address(one), limits, 0)).isNull();
        assertThat(book.admit(address(other), limits, 0) != null).isEqualTo(same);
    }

    @Test
    void addressesWithoutConnectionsAreForgottenButNotTheirHaste() {
        var limits = new PerAddress(10, Rate.perSecond(1), 64);
        var here = address("192.0.2.1");
        var hasty = address("192.0.2.2");
        assertThat(book.admit(here, limits, 0)).isNull();
        for (int n = 0; n < 9_998; n++) {
            var passing = address("10.0.%d.%d".formatted(n / 250, n % 250));
            assertThat(book.admit(passing, limits, 0)).isNull();
            book.leave(passing, limits);
        }
        assertThat(book.admit(hasty, limits, 2 * SECOND)).isNull();
        book.leave(hasty, limits);
        assertThat(book.size()).isEqualTo(10_000);
        assertThat(book.admit(address("192.0.2.3"), limits, 2 * SECOND)).isNull();
        assertThat(book.size()).as("connected, hasty, and the new one").isEqualTo(3);
        assertThat(book.admit(hasty, limits, 2 * SECOND)).isEqualTo(Rejection.ADDRESS_RATE);
    }

    @Test
    void thePrefixUnderWhichAddressesAreCountedStaysUntilARestart() throws Exception {
        var live = new LiveSettings(Configuration.of(""));
        var reload = live.change(Configuration.of("gate.per-address.ipv6-prefix = 48"));
        assertThat(reload.waiting()).hasSize(1);
        assertThat(live.current().gate().perAddress().ipv6Prefix()).isEqualTo(64);
    }
}
