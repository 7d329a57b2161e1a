// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopScreenTest {

    @ParameterizedTest
    @CsvSource({"80,24", "100,30", "200,60", "80,16", "999,999"})
    void itFitsTheTerminalAndLeavesTheLastLineFree(int columns, int lines) {
        var screen = TopScreen.of(TopReports.busy(), columns, lines).lines().toList();
        assertThat(screen).hasSizeLessThan(lines).allMatch(line -> line.length() <= columns);
        assertThat(screen).hasSize(Math.min(lines - 1, 7 + 2 * TopReport.MOST));
    }

    @Test
    void itShowsWhoCostsMostAndWhyTheyAreHeld() {
        assertThat(TopScreen.of(TopReports.busy(), 80, 16))
                .isEqualTo(
                        """
                        5,012 clients, held: debt 12, topic 5
                        in 4120 msg/s, 612kB/s   out 98.4k msg/s   cost 102k/s   unread 12.6M of 214MB
                        lanes 0: 43 % busy, 1260kB wait   1: 7 % busy, 0B wait

                        COST% COST/s  MSG/s BYTE/s   DEBT HELD FOR   CLIENT   ADDRESS         USER/PATH
                         60.0   123k   50.0  25.6k   131k debt,topi… 45e2387b 203.0.113.0     /ws
                         30.0  61.7k   50.0  25.6k   131k            45e2387b 2001:db8:ffff:… user1
                         20.0  41.2k   50.0  25.6k   131k            45e2387b 203.0.113.2     user2
                         15.0  30.9k   50.0  25.6k   131k            45e2387b 203.0.113.3     user3
                         12.0  24.7k   50.0  25.6k   131k            45e2387b 203.0.113.4     user4

                        COST% COST/s PUBL/s RECEIVERS  TOPIC
                         40.0  98.8k    120     5,012  room r0
                         40.0  98.8k    120     5,012  room r1
                         40.0  98.8k    120     5,012  room r2
                        """);
    }

    @Test
    void aWideTerminalShowsWholeAddresses() {
        assertThat(TopScreen.of(TopReports.busy(), 120, 24))
                .contains(" 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff ");
    }

    @Test
    void aSwitchOnWhichNothingHappensHasAScreenToo() {
        assertThat(TopScreen.of(TopReports.QUIET, 80, 24))
                .startsWith("0 clients, held: nobody\n")
                .contains("lanes 0: 0 % busy")
                .contains("COST%");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "0.04,0.0",
        "7.5,7.5",
        "99.96,100",
        "100,100",
        "9999,9999",
        "9999.9,10.0k",
        "12345,12.3k",
        "999999,1000k",
        "123456789,123M",
        "5e12,5000G",
        "1e30,lots"
    })
    void numbersAreBrief(double value, String shown) {
        assertThat(TopScreen.brief(value)).isEqualTo(shown).hasSizeLessThanOrEqualTo(5);
    }
}
