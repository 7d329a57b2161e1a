// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import dev.switchboard.server.config.binding.Key;
import dev.switchboard.server.config.binding.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The files in the jar say what the records say. */
class ReferenceTest {

    @Test
    void everyKeyOfTheRecordsStandsInTheReferenceInTheSameOrderAndTheReverse() {
        assertThat(keysIn(BuiltIn.reference().root(), Settings.class, ""))
                .containsExactlyElementsOf(
                        Schema.of(Settings.class).stream().map(Schema.Entry::path).toList());
    }

    @Test
    void everyKeyAndEverySectionIsExplained() {
        assertThat(unexplained(BuiltIn.reference().root(), Settings.class, "")).isEmpty();
    }

    @Test
    void theEnvironmentSpeaksOfKnownKeysOnly() {
        assertThat(Schema.of(Settings.class).stream().map(Schema.Entry::path))
                .containsAll(ReferencePage.variables().keySet());
        assertThat(ReferencePage.variables()).hasSizeGreaterThan(15);
    }

    @Test
    void theDefaultsAreRight() throws Exception {
        assertThat(Configuration.load(ConfigurationSources.none()).settings())
                .isEqualTo(Configuration.of("").settings());
    }

    private static List<String> keysIn(ConfigObject section, Class<?> type, String path) {
        List<String> keys = new ArrayList<>();
        for (String key : ReferencePage.inOrder(section)) {
            String full = Key.join(path, key);
            RecordComponent component = component(type, key);
            if (component != null && Schema.isSection(component)) {
                keys.addAll(keysIn((ConfigObject) section.get(key), component.getType(), full));
            } else {
                keys.add(full);
            }
        }
        return keys;
    }

    private static List<String> unexplained(ConfigObject section, Class<?> type, String path) {
        List<String> keys = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = Key.of(component);
            ConfigValue value = section.get(key);
            if (value.origin().comments().isEmpty()) {
                keys.add(Key.join(path, key));
            }
            if (Schema.isSection(component)) {
                keys.addAll(
                        unexplained(
                                (ConfigObject) value, component.getType(), Key.join(path, key)));
            }
        }
        return keys;
    }

    private static RecordComponent component(Class<?> type, String key) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> Key.of(component).equals(key))
                .findFirst()
                .orElse(null);
    }
}
