// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {
    @Test
    void whatIsTypedBeatsTheScenarioWhichBeatsTheDefault() {
        assertThat(parse("echo").count(Option.CONNECTIONS)).hasValue(500);
        assertThat(parse("echo --connections 7").count(Option.CONNECTIONS)).hasValue(7);
        assertThat(parse("slow").count(Option.CONNECTIONS)).hasValue(1000);
    }

    @ParameterizedTest
    @CsvSource({"10, 10000", "500ms, 500", "1.5s, 1500", "2m, 120000", "1h, 3600000"})
    void readsTimes(String text, long milliseconds) {
        assertThat(parse("idle --duration " + text).time(Option.DURATION))
                .isEqualTo(Duration.ofMillis(milliseconds));
    }

    @Test
    void readsSharesAndSignsOfEquality() {
        assertThat(parse("slow --share=20%").number(Option.SHARE)).hasValue(0.2);
    }

    @Test
    void keepsWhatMayBeRepeated() {
        assertThat(parse("idle --hello a --hello b").all(Option.HELLO)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @EnumSource
    void everyScenarioCanBeNamed(ScenarioName scenario) {
        assertThat(parse(scenario.word() + " --rate 1").scenario()).isEqualTo(scenario);
        assertThat(Help.text()).contains(scenario.word());
    }

    @ParameterizedTest
    @EnumSource
    void everyOptionIsInTheHelp(Option option) {
        assertThat(Help.text()).contains("--" + option.word());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fanout | there is no scenario 'fanout'; there are connect, idle, fan-out",
                "idle echo | one scenario at a time",
                "idle --conns 3 | there is no option '--conns'",
                "idle --connections | --connections needs N",
                "idle --connections many | --connections must be a number, not 'many'",
                "idle --connections 0 | --connections must be more than nothing, not '0'",
                "idle --connections -5 | --connections must be a number, not '-5'",
                "idle --duration soon | --duration must be a time such as 500ms, 10s or 2m",
                "fan-out | fan-out needs --rate or --window",
                "fan-out --rate 1 --window 1 | --rate and --window exclude each other",
                "fan-out --rate 1 --rooms 2 --room-size 2 | exclude each other",
                "echo --raw --message %p | --raw and --message exclude each other"
            })
    void saysWhatIsWrong(String words, String sentence) {
        assertThatExceptionOfType(WrongUsage.class)
                .isThrownBy(() -> parse(words))
                .withMessageContaining(sentence);
    }

    private static Options parse(String words) {
        return Options.parse(List.of(words.split(" ", -1)));
    }
}
