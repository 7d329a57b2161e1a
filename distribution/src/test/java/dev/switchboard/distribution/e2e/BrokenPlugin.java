// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * A plugin as an author may get it wrong.
 *
 * @param start what its {@code start} does
 * @param members the rest of its class
 */
record BrokenPlugin(String id, String start, String members) {
    /** One that starts and breaks when it is handed a message. */
    static BrokenPlugin inHandler(String id, String body) {
        return new BrokenPlugin(
                id,
                "context.on(Ping.class, (ping, sender) -> handle());",
                "void handle() { " + body + " }");
    }

    static BrokenPlugin atStart(String id, String body) {
        return new BrokenPlugin(id, body, "");
    }

    /** The same with more in its class. */
    BrokenPlugin with(String more) {
        return new BrokenPlugin(id, start, members + more);
    }

    /** The kind of message that it answers, if it comes so far. */
    String kind() {
        return id.replace('-', '_');
    }

    /** Compiles it against what the unpacked switch brings, and drops it into its plugins. */
    void dropInto(Path home) throws IOException {
        Path classes = Files.createTempDirectory("broken");
        compile(home, classes);
        Path folder = Files.createDirectories(home.resolve("plugins").resolve(id));
        try (JarOutputStream jar =
                        new JarOutputStream(Files.newOutputStream(folder.resolve(id + ".jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(jar, classes.relativize(file).toString(), Files.readAllBytes(file));
                Files.delete(file);
            }
            add(
                    jar,
                    "plugin.conf",
                    "id = %s\nversion = 0.0.1\napi = \"1.0\"".formatted(id).getBytes(UTF_8));
            add(
                    jar,
                    "META-INF/services/dev.switchboard.api.MessagePlugin",
                    "broken_%s.Broken".formatted(kind()).getBytes(UTF_8));
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
    }

    private void compile(Path home, Path classes) throws IOException {
        StringWriter complaints = new StringWriter();
        try (Stream<Path> library = Files.list(home.resolve("lib"))) {
            String api =
                    library.filter(file -> file.toString().contains("plugin-api"))
                            .findFirst()
                            .orElseThrow()
                            .toString();
            boolean isCompiled =
                    ToolProvider.getSystemJavaCompiler()
                            .getTask(
                                    complaints,
                                    null,
                                    null,
                                    List.of("-nowarn", "-d", classes.toString(), "-cp", api),
                                    null,
                                    List.of(new Source(source())))
                            .call();
            if (!isCompiled) {
                throw new AssertionError(complaints);
            }
        }
    }

    private String source() {
        return """
        package broken_%1$s;

        import dev.switchboard.api.*;

        public final class Broken implements MessagePlugin {
            @Kind("%1$s") public record Ping() {}

            @Override public void start(PluginContext context) throws Exception {
                %2$s
            }

            %3$s
        }
        """
                .formatted(kind(), start, members);
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(URI.create("string:///Broken.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
