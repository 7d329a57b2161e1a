// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource({
        "65536, 65536",
        "64k, 65536",
        "64 KiB, 65536",
        "64kib, 65536",
        "128 B, 128",
        "1 MiB, 1048576",
        "1.5 MiB, 1572864",
        "2G, 2147483648",
        "0, 0",
        "0.0 KiB, 0",
        "999999999999999999, 999999999999999999",
        "8388607 TiB, 9223370937343148032"
    })
    void readsWhatPeopleWrite(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(ByteSize.ofBytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({"65536, 64 KiB", "1000, 1000 B", "1572864, 1536 KiB", "1048576, 1 MiB", "0, 0 B"})
    void printsTheShortestExactSpelling(long bytes, String text) {
        assertThat(ByteSize.ofBytes(bytes)).hasToString(text);
        assertThat(ByteSize.parse(text)).isEqualTo(ByteSize.ofBytes(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "64 kilos, not a size; try 64 KiB",
        "64 kB, not a size; try 64 KiB",
        "10 MB, not a size; try 10 MiB",
        "big, not a size; try 64 KiB",
        "-1, not a size; try 64 KiB",
        "0.3 KiB, not a whole number of bytes in reach",
        "8388608 TiB, not a whole number of bytes in reach",
        "999999999999 TiB, not a whole number of bytes in reach"
    })
    void saysWhatToWriteInstead(String text, String advice) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessage(advice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5 parsecs", "5 x"})
    void anUnknownUnitBringsTheListOfUnits(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessage("not a size; units are B, KiB, MiB, GiB, TiB; try 5 KiB");
    }

    @Test
    void sizesAreOrdered() {
        assertThat(ByteSize.ofKibibytes(1023)).isLessThan(ByteSize.ofMebibytes(1));
    }
}
