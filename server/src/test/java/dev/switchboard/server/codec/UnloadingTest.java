// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Json;
import dev.switchboard.api.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing here keeps the classes of a plugin that is gone. */
final class UnloadingTest {
    private final Shapes shapes = new Shapes();
    private final MessageReader reader = new MessageReader(() -> Listener.DEFAULT);
    private final MessageWriter writer = new MessageWriter(shapes);

    private enum Mood {
        CALM
    }

    private record Part(String name, Mood mood) {}

    @Kind("said")
    private record Said(List<Part> parts, Optional<Json> content) {}

    /** Has classes of its own for the records above, as a plugin has. */
    private static final class PluginLoader extends ClassLoader {
        PluginLoader() {
            super(UnloadingTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(UnloadingTest.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = Objects.requireNonNull(file).readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
    }

    @Test
    void theLoaderOfAPluginIsCollected() throws Exception {
        var queue = new ReferenceQueue<ClassLoader>();
        var loader = new WeakReference<>(useAndForget(), queue);

        Reference<?> collected = null;
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (collected == null && System.nanoTime() < end) {
            System.gc();
            collected = queue.remove(100);
        }

        assertThat(collected).isSameAs(loader);
    }

    private ClassLoader useAndForget() throws ClassNotFoundException {
        var loader = new PluginLoader();
        Class<?> type = loader.loadClass(Said.class.getName());
        assertThat(type).isNotEqualTo(Said.class);
        Shape shape = shapes.of(type);
        String text =
                "{\"msg_type\":\"said\",\"parts\":[{\"name\":\"n\",\"mood\":\"calm\"}],\"content\":1}";
        for (int round = 0; round < 500; round++) {
            var accepted =
                    (Incoming.Accepted<Shape>)
                            reader.read(text.getBytes(StandardCharsets.UTF_8), only(shape));
            assertThat(accepted.message().getClass()).isEqualTo(type);
            assertThat(Bytes.text(writer.write(accepted.message(), null))).isEqualTo(text);
        }
        return loader;
    }

    private static Kinds<Shape> only(Shape shape) {
        return new Kinds<>() {
            @Override
            public Shape find(String kind) {
                return shape;
            }

            @Override
            public Shape shape(Shape found) {
                return found;
            }

            @Override
            public Collection<String> names() {
                return List.of(shape.kind());
            }
        };
    }
}
