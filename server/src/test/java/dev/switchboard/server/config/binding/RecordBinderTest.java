// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.switchboard.server.config.value.ByteSize;
import dev.switchboard.server.config.value.Rate;
import dev.switchboard.server.config.value.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordBinderTest {
    enum Overflow {
        DISCONNECT,
        DROP_OLDEST
    }

    record Everything(
            String name,
            boolean open,
            int count,
            long total,
            double share,
            Duration pause,
            ByteSize maxSize,
            Rate rate,
            Secret password,
            Path home,
            Overflow overflow) {}

    record Lists(List<String> names, List<Integer> numbers, List<Inner> inner) {}

    record Inner(int depth) {}

    record Levels(Map<String, Overflow> levels, Map<String, Inner> sections) {}

    record Guarded(Password door) {}

    record Password(Secret phrase) {}

    record Maybe(Optional<Path> file, Optional<Duration> pause) {}

    record Frame(ByteSize message, ByteSize frame, int burst) {
        Frame {
            new Constraints()
                    .notAbove("frame", frame, "message", message)
                    .atLeast("burst", burst, 1)
                    .hold();
        }
    }

    record OfAPlugin(int maxLength, String greeting) {
        OfAPlugin {
            if (maxLength < 1) {
                throw new IllegalArgumentException("maxLength must be positive");
            }
            if (greeting.length() > maxLength) {
                throw new IllegalStateException("the greeting is too long");
            }
        }
    }

    @Test
    void readsEveryKindOfSingleValue() throws Exception {
        Everything everything =
                bind(
                        Everything.class,
                        """
                        name = switch, open = yes, count = 7, total = 5000000000, share = 0.25
                        pause = 25s, max-size = 64 KiB, rate = 50/s, password = hunter2
                        home = "/srv/switch", overflow = drop-oldest
                        """);
        assertThat(everything)
                .isEqualTo(
                        new Everything(
                                "switch",
                                true,
                                7,
                                5_000_000_000L,
                                0.25,
                                Duration.ofSeconds(25),
                                ByteSize.ofKibibytes(64),
                                Rate.perSecond(50),
                                new Secret("hunter2"),
                                Path.of("/srv/switch"),
                                Overflow.DROP_OLDEST));
    }

    @Test
    void aNumberThatIsATextKeepsItsSpelling() throws Exception {
        assertThat(bind(Lists.class, "names = [1.0, 1.10, 007], numbers = [], inner = []").names())
                .containsExactly("1.0", "1.10", "007");
    }

    @Test
    void readsNumbersOutOfTexts() throws Exception {
        assertThat(bind(Inner.class, "depth = \"16\"").depth()).isEqualTo(16);
    }

    @Test
    void readsListsAlsoOutOfATextWithCommas() throws Exception {
        Lists lists =
                bind(Lists.class, "names = \"a, b,,c\", numbers = [1, 2], inner = [{ depth = 3 }]");
        assertThat(lists)
                .isEqualTo(new Lists(List.of("a", "b", "c"), List.of(1, 2), List.of(new Inner(3))));
    }

    @Test
    void readsMapsAndPutsDottedNamesTogether() throws Exception {
        Levels levels =
                bind(
                        Levels.class,
                        """
                        levels { org.example.one = disconnect, "a*" = drop-oldest }
                        sections { first { depth = 1 } }
                        """);
        assertThat(levels.levels())
                .containsOnly(
                        Map.entry("org.example.one", Overflow.DISCONNECT),
                        Map.entry("a*", Overflow.DROP_OLDEST));
        assertThat(levels.sections()).containsOnly(Map.entry("first", new Inner(1)));
    }

    @Test
    void anOptionalIsEmptyWhenAbsentNullOrAnEmptyText() throws Exception {
        Maybe nothing = new Maybe(Optional.empty(), Optional.empty());
        assertThat(bind(Maybe.class, "")).isEqualTo(nothing);
        assertThat(bind(Maybe.class, "file = \"\", pause = null")).isEqualTo(nothing);
        assertThat(bind(Maybe.class, "file = x").file()).contains(Path.of("x"));
    }

    @Test
    void aMissingKeyIsNamedWithWhatIsExpected() {
        assertThat(mistakes(Maybe.class, "")).isEmpty();
        assertThat(mistakes(Frame.class, "message = 1k\nframe = 1k"))
                .containsExactly("f:1  burst   missing; expected a whole number");
        assertThat(mistakes(Inner.class, "depth = null"))
                .containsExactly("f:1  depth   missing; expected a whole number");
    }

    @Test
    void aSectionInThePlaceOfAValueIsAMistakeAndTheReverse() {
        assertThat(mistakes(Inner.class, "depth { a = 1 }"))
                .containsExactly(
                        "f:1  depth = {\"a\":1}   not a single value; expected a whole number");
        assertThat(mistakes(Guarded.class, "door = open"))
                .containsExactly("f:1  door = \"open\"   not a section; write door { … }");
        assertThat(mistakes(Levels.class, "levels = 5\nsections {}"))
                .containsExactly("f:1  levels = 5   not a section; write levels { … }");
        assertThat(mistakes(Lists.class, "names {}\nnumbers=[]\ninner=[]"))
                .containsExactly("f:1  names = {}   not a list; write names = [ … ]");
    }

    @Test
    void anElementOfAListHasALineOfItsOwn() {
        assertThat(mistakes(Lists.class, "names=[]\ninner=[]\nnumbers = [\n 1,\n two,\n 3x\n]"))
                .containsExactly(
                        "f:5  numbers[1] = \"two\"   not a whole number",
                        "f:6  numbers[2] = \"3x\"    not a whole number; try 3");
    }

    @Test
    void aNumberOutOfReachIsNotCutOff() {
        assertThat(mistakes(Inner.class, "depth = 3000000000"))
                .containsExactly("f:1  depth = 3000000000   too large");
    }

    @Test
    void aSecretIsNotRepeatedInItsMistake() {
        assertThat(mistakes(Guarded.class, "door { phrase = [hunter2] }"))
                .containsExactly(
                        "f:1  door.phrase = ***   not a single value; expected a secret text");
    }

    @Test
    void rulesAreJudgedAlthoughAnotherValueIsWrong() {
        assertThat(mistakes(Frame.class, "message = 1k\nframe = x\nburst = 0"))
                .containsExactly(
                        "f:2  frame = \"x\"   not a size; try 64 KiB",
                        "f:3  burst = 0     must be at least 1");
    }

    @Test
    void nothingIsMeasuredByAWrongValue() {
        assertThat(mistakes(Frame.class, "message = x\nframe = 1 GiB\nburst = 1"))
                .containsExactly("f:1  message = \"x\"   not a size; try 64 KiB");
        assertThat(mistakes(Frame.class, "message = 1k\nframe = 2k\nburst = 1"))
                .containsExactly("f:2  frame = \"2k\"   must not be above message, which is 1 KiB");
    }

    @Test
    void aPlainExceptionStandsAtTheKeyThatItNames() {
        assertThat(mistakes(OfAPlugin.class, "greeting = x\nmax-length = 0"))
                .containsExactly("f:2  max-length = 0   max-length must be positive");
    }

    @Test
    void aPlainExceptionThatNamesNoKeyStandsAtTheSection() {
        ConfigurationException refused =
                refusal(OfAPlugin.class, "greeting = abc\nmax-length = 2", "plugins.greeter");
        assertThat(refused).hasMessage("f:1  plugins.greeter   the greeting is too long");
    }

    @Test
    void pathsStartWhereTheSectionStands() {
        String text = "greeting = abc\nmax-length = 5\nmaxlength = 5";
        assertThat(refusal(OfAPlugin.class, text, "plugins.greeter"))
                .hasMessage(
                        "f:3  plugins.greeter.maxlength   "
                                + "unknown key; did you mean plugins.greeter.max-length?");
    }

    @Test
    void aKeyInTheWrongSectionIsSentToItsOwn() {
        assertThat(mistakes(Inner.class, "phrase = x\ndepth = 1"))
                .containsExactly("f:1  phrase   unknown key");
        record Outer(Inner inner, Maybe maybe) {}
        assertThat(mistakes(Outer.class, "depth = 4\ninner { depth = 3 }\nmaybe {}"))
                .containsExactly("f:1  depth   unknown key; did you mean inner.depth?");
    }

    @Test
    void aTypeThatNoFileCanHoldIsAnErrorOfTheProgrammer() {
        record Wrong(Set<String> names) {}
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bind(Wrong.class, "names = []"))
                .withMessageStartingWith("names: the type java.util.Set");
    }

    private static <T extends Record> T bind(Class<T> type, String text)
            throws ConfigurationException {
        return RecordBinder.bind(type, parse(text), defaults(), "");
    }

    private static List<String> mistakes(Class<? extends Record> type, String text) {
        try {
            bind(type, text);
            return List.of();
        } catch (ConfigurationException refused) {
            return String.valueOf(refused.getMessage()).lines().toList();
        }
    }

    private static ConfigurationException refusal(
            Class<? extends Record> type, String text, String path) {
        return catchThrowableOfType(
                ConfigurationException.class,
                () -> RecordBinder.bind(type, parse(text), defaults(), path));
    }

    /** What stands in for the wrong values of {@link Frame}. */
    private static Config defaults() {
        return ConfigFactory.parseString("message = 4 KiB, frame = 1 KiB");
    }

    private static Config parse(String text) {
        return ConfigFactory.parseString(
                text, ConfigParseOptions.defaults().setOriginDescription("f"));
    }
}
