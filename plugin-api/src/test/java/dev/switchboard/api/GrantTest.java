// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantTest {

    @ParameterizedTest
    @CsvSource({
        "team-7.*:r,  team-7.*, join",
        "out:w,       out,      publish",
        "all:rw,      all,      join publish",
        "lobby,       lobby,    join publish",
        "a:b,         a:b,      join publish",
        "a:r:rw,      a:r,      join publish",
        "a:b:r,       a:b,      join",
        "a:wr,        a:wr,     join publish",
        "a:R,         a:R,      join publish",
        "a:,          a:,       join publish",
        ":r,          :r,       join publish",
        "::w,         :,        publish",
        "r,           r,        join publish",
        "*,           *,        join publish",
    })
    void roomsAreReadAsTokensWriteThem(String text, String rooms, String actions) {
        assertThat(Grant.inRooms(text)).isEqualTo(new Grant(Set.of(actions.split(" ")), rooms));
    }

    @Test
    void roomsHaveAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Grant.inRooms(""))
                .withMessage("rooms have a name, as in team-7.*:rw");
    }
}
