// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last step of filling a record: its constructor checks the values. What it throws is noted at
 * the line of the key that it names.
 */
record Construction(
        Class<?> type,
        String path,
        ConfigObject section,
        ConfigObject defaults,
        Mistakes mistakes) {

    /** The record, or null if its constructor refused. */
    @Nullable Object of(Object[] arguments) {
        try {
            return Components.assemble(type, arguments);
        } catch (InvocationTargetException thrown) {
            switch (thrown.getCause()) {
                case Constraints.Violated violated -> violated.violations.forEach(this::note);
                case RuntimeException refused -> note(String.valueOf(refused.getMessage()));
                case Error error -> throw error;
                case null, default -> throw new IllegalStateException(type.getName(), thrown);
            }
        }
        return null;
    }

    private void note(Constraints.Violation violation) {
        String measure = violation.measure();
        if (measure.isEmpty()) {
            note(violation.key(), violation.text());
        } else if (!mistakes.touch(Key.join(path, measure))) {
            boolean isOthersFault = isDefault(violation.key()) && !isDefault(measure);
            note(
                    isOthersFault ? measure : violation.key(),
                    isOthersFault ? violation.reverse() : violation.text());
        }
    }

    private boolean isDefault(String key) {
        Config values = section.toConfig();
        Config usual = defaults.toConfig();
        return values.hasPath(key)
                && usual.hasPath(key)
                && values.getValue(key).origin().equals(usual.getValue(key).origin());
    }

    /** A plain exception is noted at the key that its first word names, or else at the section. */
    private void note(String message) {
        String firstWord = message.strip().split("[\\s:='\"]+", 2)[0];
        Optional<RecordComponent> named =
                Arrays.stream(type.getRecordComponents())
                        .filter(component ->
                                firstWord.equals(component.getName())
                                        || firstWord.equals(Key.of(component)))
                        .findFirst();
        if (named.isPresent()) {
            String key = Key.of(named.get());
            note(key, key + message.strip().substring(firstWord.length()));
        } else {
            mistakes.noteKey(path, section, message);
        }
    }

    private void note(String key, String text) {
        String fullPath = Key.join(path, key);
        Config values = section.toConfig();
        if (mistakes.touch(fullPath)) {
            return;
        }
        if (values.hasPath(key)) {
            mistakes.noteValue(fullPath, values.getValue(key), text);
        } else {
            mistakes.noteKey(fullPath, section, text);
        }
    }
}
