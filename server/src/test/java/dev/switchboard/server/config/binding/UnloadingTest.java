// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.binding;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A plugin's settings are bound, and the plugin can still be unloaded. */
class UnloadingTest {

    /** Loaded a second time by a loader of its own, as a plugin's record is. */
    public record Greeting(String text, Duration every) {}

    @Test
    void theBinderKeepsNoClassOfAPlugin() throws Exception {
        WeakReference<ClassLoader> loader = bindInALoaderOfItsOwn();

        Instant end = Instant.now().plusSeconds(20);
        while (loader.get() != null && Instant.now().isBefore(end)) {
            System.gc();
        }

        assertThat(loader.get()).isNull();
    }

    private static WeakReference<ClassLoader> bindInALoaderOfItsOwn() throws Exception {
        ClassLoader loader = new PluginLoader();
        Class<? extends Record> type =
                loader.loadClass(Greeting.class.getName()).asSubclass(Record.class);
        assertThat(type).isNotSameAs(Greeting.class);

        Config section = ConfigFactory.parseString("text = hi, every = 5s");
        assertThat(RecordBinder.bind(type, section, section, "plugins.greeting"))
                .isInstanceOf(type);
        return new WeakReference<>(loader);
    }

    private static final class PluginLoader extends ClassLoader {
        PluginLoader() {
            super(UnloadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.equals(Greeting.class.getName())) {
                return super.loadClass(name, resolve);
            }
            String file = name.replace('.', '/') + ".class";
            try (InputStream in = getParent().getResourceAsStream(file)) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }
}
