// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeTest {

    @ParameterizedTest
    @EnumSource
    void everyCodeExplainsItself(Code code) {
        assertThat(code.wireName()).matches("[a-z0-9]+(_[a-z0-9]+)*");
        assertThat(code.meaning()).endsWith(".").hasSizeGreaterThan(10);
        assertThat(code.advice()).isNotNull();
    }

    @Test
    void everyCloseNumberIsOneThatMayBeSent() {
        int[] numbers =
                Arrays.stream(Code.values())
                        .map(Code::closeCode)
                        .filter(OptionalInt::isPresent)
                        .mapToInt(OptionalInt::getAsInt)
                        .toArray();

        assertThat(numbers).doesNotHaveDuplicates();
        for (int number : numbers) {
            boolean isStandard = number >= 1000 && number <= 1014;
            boolean isReserved = number == 1004 || number == 1005 || number == 1006;
            boolean isOurs = number >= 4000 && number < 5000;
            assertThat((isStandard && !isReserved) || isOurs).as("%d", number).isTrue();
        }
    }
}
