// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.authhttp;

import dev.switchboard.api.Authenticator;
import dev.switchboard.api.Authorizer;
import dev.switchboard.api.Authorizer.Verdict;
import dev.switchboard.api.Counter;
import dev.switchboard.api.Credentials;
import dev.switchboard.api.Identity;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.Metrics;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Question;
import dev.switchboard.api.Registration;
import dev.switchboard.api.Scheduler;
import dev.switchboard.api.Timer;
import dev.switchboard.testkit.PluginHarness;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;

/**
 * The plugin in a switch in memory, whose clock stands still, and what it has registered there: so
 * that a test asks it as the switch does.
 */
final class Desk implements AutoCloseable {

    private final List<Authenticator> authenticators = new ArrayList<>();
    private final List<Authorizer> authorizers = new ArrayList<>();
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, DoubleSupplier> gauges = new ConcurrentHashMap<>();
    private final LongAdder alarms = new LongAdder();
    private final PluginHarness harness;
    private PluginContext context;

    private Desk(String settings) {
        var plugin = new AuthHttpPlugin();
        harness =
                PluginHarness.of(
                        new MessagePlugin() {
                            @Override
                            public void start(PluginContext given) {
                                context = given;
                                plugin.start(overheard(given));
                            }

                            @Override
                            public void stop() {
                                plugin.stop();
                            }
                        });
        harness.settings(settings).start();
    }

    static Desk of(String... settings) {
        return new Desk(String.join("\n", settings));
    }

    /** The context of the switch; what is registered and counted is noted here, too. */
    private PluginContext overheard(PluginContext real) {
        return (PluginContext)
                Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {PluginContext.class},
                        (_, method, arguments) -> {
                            switch (method.getName()) {
                                case "authenticate" ->
                                        authenticators.add((Authenticator) arguments[0]);
                                case "authorize" -> authorizers.add((Authorizer) arguments[0]);
                                case "metrics" -> {
                                    return counted(real.metrics());
                                }
                                case "scheduler" -> {
                                    return watched(real.scheduler());
                                }
                                default -> {}
                            }
                            try {
                                return method.invoke(real, arguments);
                            } catch (InvocationTargetException thrown) {
                                throw thrown.getCause();
                            }
                        });
    }

    private Scheduler watched(Scheduler real) {
        return new Scheduler() {
            @Override
            public Registration after(Duration delay, Runnable task) {
                alarms.increment();
                return real.after(delay, task);
            }

            @Override
            public Registration every(Duration period, Runnable task) {
                return real.every(period, task);
            }
        };
    }

    private Metrics counted(Metrics real) {
        return new Metrics() {
            @Override
            public Counter counter(String name) {
                var counter = real.counter(name);
                var noted = counters.computeIfAbsent(name, _ -> new LongAdder());
                return count -> {
                    counter.add(count);
                    noted.add(count);
                };
            }

            @Override
            public Timer timer(String name) {
                return real.timer(name);
            }

            @Override
            public Registration gauge(String name, DoubleSupplier value) {
                gauges.put(name, value);
                return real.gauge(name, value);
            }
        };
    }

    static Credentials token(String token) {
        return new Credentials(
                Optional.of(token), Map.of(), "/ws", InetAddress.getLoopbackAddress());
    }

    static Credentials headers(Map<String, List<String>> headers) {
        return new Credentials(Optional.empty(), headers, "/ws", InetAddress.getLoopbackAddress());
    }

    static Question join(String user, String room) {
        return new Question("c1", Optional.of(user), "join", Optional.of(room));
    }

    Optional<Identity> who(String token) throws Exception {
        return who(token(token));
    }

    Optional<Identity> who(Credentials credentials) throws Exception {
        return authenticators.getFirst().authenticate(credentials);
    }

    /** The same on a thread of its own, as the switch asks. */
    CompletableFuture<Optional<Identity>> ask(String token) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return who(token);
                    } catch (RuntimeException refusal) {
                        throw refusal;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                Executors.newVirtualThreadPerTaskExecutor());
    }

    Verdict decide(Question question) throws Exception {
        return authorizers.getFirst().decide(question);
    }

    int authenticators() {
        return authenticators.size();
    }

    int authorizers() {
        return authorizers.size();
    }

    /** How many questions were under way so far: each has its timeout. */
    long begun() {
        return alarms.sum();
    }

    long counted(String name) {
        return counters.get(name).sum();
    }

    double gauged(String name) {
        return gauges.get(name).getAsDouble();
    }

    Map<String, LongAdder> counters() {
        return counters;
    }

    Instant now() {
        return context.clock().instant();
    }

    void advance(Duration duration) {
        harness.advance(duration);
    }

    @Override
    public void close() {
        harness.close();
    }
}
