// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import dev.switchboard.api.Hub;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.server.SwitchCoreModule;
import dev.switchboard.server.client.Admission;
import dev.switchboard.server.client.ConnectRequest;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.operation.SwitchCore;
import dev.switchboard.server.plugin.MandatoryPluginMissing;
import dev.switchboard.server.plugin.PluginState;
import dev.switchboard.server.routing.FileRoute;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One plugin in a switch in memory: the switch's own codec, limits, hub, lanes and dispatcher, but
 * no sockets, and a clock that stands still until {@link #advance}. Inline handlers run on the
 * thread of the test, others on virtual threads; whatever a test does here returns when all of them
 * have ended or wait, so a test never sleeps. Belongs to the thread of the test.
 *
 * <pre>{@code
 * try (var harness = PluginHarness.of(new RoomsPlugin()).start()) {
 *     var ann = harness.connect();
 *     var bob = harness.connect();
 *     ann.push(new JoinRoom("lobby")).ok();
 *     bob.push(new JoinRoom("lobby")).ok();
 *     bob.push(new RoomMessage("lobby", Json.of("hi"))).ok();
 *     assertThat(ann.expect(RoomMessageSaid.class).from()).isEqualTo(bob.id());
 *     bob.expectNothing();
 * }
 * }</pre>
 */
public final class PluginHarness implements AutoCloseable {

    /** How long a handler may keep a test waiting, in the time of the machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration GLANCE = Duration.ofNanos(50_000);

    private final PluginFiles plugin;
    private final VirtualTime time = new VirtualTime();
    private final Workers workers = new Workers();
    private final Messages messages = new Messages();
    private final List<MemoryLink> links = new ArrayList<>();
    private String settings = "";
    private String switchSettings = "";
    private @Nullable Path home;
    private @Nullable SwitchCore core;
    private int visitors;

    private PluginHarness(PluginFiles plugin) {
        this.plugin = plugin;
    }

    /**
     * A harness for a plugin whose {@code plugin.conf} and {@code reference.conf} are beside it.
     */
    public static PluginHarness of(MessagePlugin plugin) {
        return new PluginHarness(PluginFiles.of(plugin));
    }

    /** What would stand in {@code conf/plugins.d/<id>.conf}. Before the start. */
    public PluginHarness settings(String text) {
        settings = text;
        return this;
    }

    /** What would stand in {@code conf/switchboard.conf}. Before the start. */
    public PluginHarness switchSettings(String text) {
        switchSettings = text;
        return this;
    }

    /**
     * Starts the switch with the plugin.
     *
     * @throws IllegalStateException if the plugin does not start, with the reason for the operator
     */
    public PluginHarness start() {
        try {
            var folder = Files.createTempDirectory("plugin-harness");
            home = folder;
            // Empty, so that the switch does not warn that it is not there.
            Files.createDirectories(folder.resolve("plugins"));
            var live = new LiveSettings(Configuration.of(configuration()));
            var assembled = SwitchCoreModule.assemble(live, folder::resolve, time, workers);
            core = assembled;
            plugin.addTo(assembled.plugins());
            assembled.start();
            checkRunning(assembled);
            settle();
            return this;
        } catch (ConfigurationException | MandatoryPluginMissing refused) {
            close();
            throw new IllegalStateException(refused.getMessage(), refused);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Since the clock stands still, no call may have to wait for room to compute, nor the end for
     * its time limit.
     */
    private String configuration() {
        // The plugin's first, on the first line: so mistakes in them have the numbers of their
        // lines.
        return "plugins.\"%s\" {%s\n}\nplugins { running-calls = 10000, drain-timeout = 1s }\n%s"
                .formatted(plugin.id(), settings, switchSettings);
    }

    private static void checkRunning(SwitchCore core) {
        for (var plugin : core.plugins().describe()) {
            if (plugin.state() instanceof PluginState.Failed failed) {
                throw new IllegalStateException(
                        "the plugin %s does not start: %s".formatted(plugin.id(), failed.cause()));
            }
        }
    }

    /** A new client on the path where messages have kinds. */
    public TestClient connect() {
        return connect("/ws", Optional.empty());
    }

    /** A new client on a path of the plugin's own. */
    public TestClient connect(String path) {
        return connect(path, Optional.empty());
    }

    /** A new client of this user, on the path where messages have kinds. */
    public TestClient connectAs(String user) {
        return connect("/ws", Optional.of(user));
    }

    private TestClient connect(String path, Optional<String> user) {
        var request = new ConnectRequest(path, nextAddress(), user, false);
        var receiver = core().paths().receiver(path);
        if (receiver == null) {
            throw new AssertionError("there is no WebSocket on " + path);
        }
        var admission = core().connections().admission(request);
        var outcome = admission.proceed();
        if (!(outcome instanceof Admission.Admitted)) {
            throw new AssertionError("the switch does not let the client in: " + outcome);
        }
        var link = new MemoryLink(core(), receiver, admission, time);
        links.add(link);
        settle();
        return new TestClient(this, link, messages);
    }

    /** Each client comes from elsewhere, so no limit of one address stands in the way. */
    private InetAddress nextAddress() {
        visitors++;
        try {
            return InetAddress.getByAddress(
                    new byte[] {
                        10, (byte) (visitors >> 16), (byte) (visitors >> 8), (byte) visitors
                    });
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The file that a browser gets from this path, if there is one. */
    public Optional<byte[]> file(String path) {
        var files = core().paths().files(path);
        try {
            return files.isPresent()
                    ? files.get().read(path).map(FileRoute.Content::bytes)
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hub, to see who is where, or to publish from elsewhere. */
    public Hub hub() {
        return core().hub();
    }

    /** Lets time pass, and all that is due in it happen. */
    public void advance(Duration duration) {
        settle();
        time.advance(duration, this::settle);
        settle();
    }

    /** Waits until nobody is at work: all have ended or wait for something. */
    void settle() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // Twice, for while one is looked at, another may wake it and end.
        for (int calm = 0; calm < 2; calm = isCalm() ? calm + 1 : 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("still at work: " + workers.unfinished());
            }
        }
    }

    private boolean isCalm() {
        boolean isAnythingRead = false;
        for (var link : List.copyOf(links)) {
            isAnythingRead |= link.read();
        }
        links.removeIf(MemoryLink::isGone);
        if (isAnythingRead) {
            return false;
        }
        if (workers.areIdle() && core().lanes().areIdle()) {
            return true;
        }
        LockSupport.parkNanos(GLANCE.toNanos());
        return false;
    }

    /** Looks until there is something, as long as anybody may still bring it. */
    <T> Optional<T> await(Supplier<Optional<T>> look) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            settle();
            boolean isLast = workers.unfinished().isEmpty() || System.nanoTime() - deadline > 0;
            var found = look.get();
            if (found.isPresent() || isLast) {
                return found;
            }
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private SwitchCore core() {
        return Objects.requireNonNull(core, "the harness is not started");
    }

    @Override
    public void close() {
        var ending = core;
        if (ending != null) {
            ending.close();
        }
        core = null;
        var folder = home;
        if (folder != null) {
            delete(folder);
        }
        home = null;
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
