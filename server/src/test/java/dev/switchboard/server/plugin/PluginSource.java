// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.switchboard.api.MessagePlugin;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The source of a plugin, as an author would write it, to be compiled and packed into a folder. The
 * class {@code <id>.Main} is the plugin; all types of the API and some of the JDK are imported.
 */
public final class PluginSource {
    private final String id;
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final Map<String, String> resources = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();
    private String start = "";
    private String stop = "";
    private String members = "";

    public PluginSource(String id) {
        this.id = id;
        manifest("id = %s\nversion = 1.2.3\napi = \"1.0\"".formatted(id));
        provider(id + ".Main");
    }

    /** The body of the plugin's {@code start(PluginContext context)}. */
    public PluginSource start(String body) {
        this.start = body;
        return this;
    }

    /** The body of the plugin's {@code stop()}. */
    public PluginSource stop(String body) {
        this.stop = body;
        return this;
    }

    /** Whatever else stands in the plugin's class. */
    public PluginSource members(String text) {
        this.members = text;
        return this;
    }

    /** One more class of the plugin's package. */
    public PluginSource type(String name, String text) {
        sources.put(name, text);
        return this;
    }

    /** Compiles the plugin with this class and packs it without. */
    PluginSource leavingOut(String name) {
        leftOut.add(name);
        return this;
    }

    PluginSource manifest(String text) {
        return resource("plugin.conf", text);
    }

    PluginSource after(String... others) {
        return manifest(
                resources.get("plugin.conf") + "\nafter = [" + String.join(", ", others) + "]");
    }

    PluginSource provider(String classNames) {
        return resource("META-INF/services/" + MessagePlugin.class.getName(), classNames);
    }

    PluginSource resource(String name, String text) {
        resources.put(name, text);
        return this;
    }

    PluginSource without(String resource) {
        resources.remove(resource);
        return this;
    }

    /** Compiles and packs it into {@code <plugins>/<id>/<id>.jar}. */
    public Path packInto(Path plugins) {
        Path jar = plugins.resolve(id).resolve(id + ".jar");
        try {
            Files.createDirectories(jar.getParent());
            Path classes = Files.createTempDirectory(plugins.getParent(), "classes");
            compile(classes);
            pack(classes, jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar;
    }

    private void compile(Path classes) {
        sources.put(
                "Main",
                "public final class Main implements MessagePlugin {\n%s\n@Override public void start(PluginContext context) throws Exception {\n%s\n}\n@Override public void stop() throws Exception {\n%s\n}\n}"
                        .formatted(members, start, stop));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<SourceText> units =
                sources.entrySet().stream()
                        .map(each -> new SourceText(id, each.getKey(), each.getValue()))
                        .toList();
        List<String> options =
                List.of(
                        "-proc:none",
                        "-parameters",
                        "-nowarn",
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"));
        StringWriter errors = new StringWriter();
        if (!compiler.getTask(errors, null, null, options, null, units).call()) {
            throw new IllegalArgumentException(errors.toString());
        }
    }

    private void pack(Path classes, Path jar) throws IOException {
        Predicate<String> isPacked =
                name -> leftOut.stream().noneMatch(out -> name.equals(id + "/" + out + ".class"));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = classes.relativize(file).toString();
                if (isPacked.test(name)) {
                    zip.putNextEntry(new ZipEntry(name));
                    zip.write(Files.readAllBytes(file));
                }
            }
            for (Map.Entry<String, String> resource : resources.entrySet()) {
                zip.putNextEntry(new ZipEntry(resource.getKey()));
                zip.write(resource.getValue().getBytes(UTF_8));
            }
        }
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(String packageName, String className, String text) {
            super(
                    URI.create("string:///%s/%s.java".formatted(packageName, className)),
                    JavaFileObject.Kind.SOURCE);
            this.text =
                    "package %s;\nimport dev.switchboard.api.*;\nimport java.time.Duration;\nimport java.util.*;\n%s"
                            .formatted(packageName, text);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
