// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.hostile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was typed after {@code hostile}.
 *
 * @param only names of attacks; empty for all
 * @param builds of the switch, by name: tarballs, or folders into which one was unpacked; empty for
 *     the one that is built here
 * @param page where the page is to go
 * @param soak how long one switch is to be attacked by a little of everything, instead of all else
 * @param drain how many clients are to be sent from one switch to another, instead of all else
 */
record Options(
        Form form,
        List<String> only,
        Map<String, Path> builds,
        Optional<Path> page,
        Optional<Duration> soak,
        OptionalInt drain) {
    /** Less than that shows little, and replaces no page. */
    private static final Duration WHOLE_SOAK = Duration.ofHours(1);

    private static final Pattern TIME = Pattern.compile("([1-9]\\d{0,5})([smh])");

    static final String HELP =
            """
            usage: benchmarks/hostile/hostile [OPTION]...

            Attacks a switch while honest clients use it, and tells what they noticed of it.

              --short               a few seconds each: shows that the switch lives and loses nobody
              --only a,b            only these attacks (a word takes all that begin with it)
              --list                name the attacks, and do nothing
              --switch PATH         a tarball, packed or unpacked, instead of the one that is built here
              --switch NAME=PATH    the same, under a name; given twice, each attack meets one after the other
              --soak TIME           instead of all that: a little of everything for 90s, 10m or 8h; does anything grow?
              --drain CLIENTS       instead of all that: one switch sends its clients away, in rooms where they talk, and
                                    they go to another; are they all back, not at once, and has nobody missed anything?
                                    --only takes wait, at-once, ignore or deaf
              --page FILE           write the page there [docs/hostile.md, of a run of everything at full length;
                                    docs/soak.md, of a soak of an hour or more]
              --no-build            take what was built before

            Ends with 1 if an attack has succeeded.
            """;

    static Options parse(List<String> words) {
        Form form = Form.LONG;
        List<String> only = List.of();
        Map<String, Path> builds = new LinkedHashMap<>();
        Optional<Path> page = Optional.empty();
        Optional<Duration> soak = Optional.empty();
        OptionalInt drain = OptionalInt.empty();
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.pop();
            switch (word) {
                case "--short" -> form = Form.SHORT;
                case "--only" -> only = List.of(value(word, left).split(",", -1));
                case "--switch" -> addBuild(value(word, left), builds);
                case "--page" -> page = Optional.of(Path.of(value(word, left)));
                case "--soak" -> soak = Optional.of(time(value(word, left)));
                case "--drain" -> drain = OptionalInt.of(crowd(value(word, left)));
                default ->
                        throw new IllegalArgumentException(
                                "there is no option '%s'; see: benchmarks/hostile/hostile --help"
                                        .formatted(word));
            }
        }
        return new Options(form, only, builds, page, soak, drain);
    }

    boolean wants(String attack) {
        return only.isEmpty() || only.stream().anyMatch(attack::startsWith);
    }

    /** Where the page goes; a run of everything, at full length, has one of its own. */
    Optional<Path> pageBelow(Path root) {
        if (soak.isPresent()) {
            boolean isLong = soak.get().compareTo(WHOLE_SOAK) >= 0 && builds.isEmpty();
            return page.isEmpty() && isLong ? Optional.of(root.resolve("docs/soak.md")) : page;
        }
        boolean isWhole = form.isLong() && only.isEmpty() && builds.size() < 2;
        return page.isEmpty() && isWhole ? Optional.of(root.resolve("docs/hostile.md")) : page;
    }

    private static int crowd(String words) {
        if (!words.matches("[1-9]\\d{0,3}0")) {
            throw new IllegalArgumentException(
                    "'%s' is no number of clients; they come in tens, and up to 99,990"
                            .formatted(words));
        }
        return Integer.parseInt(words);
    }

    private static Duration time(String words) {
        Matcher found = TIME.matcher(words);
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no time such as 90s, 10m or 8h".formatted(words));
        }
        long count = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static void addBuild(String words, Map<String, Path> builds) {
        int sign = words.indexOf('=');
        String name = sign < 0 ? "" : words.substring(0, sign);
        Path path = Path.of(words.substring(sign + 1)).toAbsolutePath();
        if (!Files.exists(path)) {
            throw new IllegalArgumentException("there is no " + path);
        }
        if (builds.put(name, path) != null) {
            throw new IllegalArgumentException(
                    "two builds of the switch need two names: --switch old=… --switch new=…");
        }
    }

    private static String value(String option, Deque<String> left) {
        if (left.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return left.pop();
    }
}
