// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.MessagePlugin;
import dev.switchboard.server.config.PluginsSettings;
import dev.switchboard.server.hub.HubEvent;
import dev.switchboard.server.plugin.PluginState.Blocked;
import dev.switchboard.server.plugin.PluginState.Failed;
import dev.switchboard.server.plugin.PluginState.Phase;
import dev.switchboard.server.plugin.PluginState.Quarantined;
import dev.switchboard.server.routing.PluginGuard;
import dev.switchboard.server.routing.RouteTable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One plugin from its jars to its end. What its code does wrong goes no further than here.
 *
 * <p>One thread at a time starts and stops it; any thread may ask for its description, which is
 * replaced as a whole. Once it has stopped or failed, nothing here holds on to its classes.
 */
final class LoadedPlugin {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedPlugin.class);

    private final String id;
    private final Host host;
    private volatile PluginDescription description;
    private @Nullable Candidate candidate;
    private volatile @Nullable Running running;

    /** What a plugin has between its start and its stop. */
    private record Running(Candidate candidate, LiveContext context, MessagePlugin plugin) {}

    LoadedPlugin(Candidate candidate, Host host) {
        this.id = candidate.id();
        this.host = host;
        this.candidate = candidate;
        this.description = PluginDescription.of(candidate.manifest());
    }

    String id() {
        return id;
    }

    /** What it is, and its state now. */
    PluginDescription description() {
        Running now = running;
        if (now == null) {
            return description;
        }
        PluginGuard guard = now.context().guard();
        Duration rest = guard.quarantine();
        PluginDescription current = description.with(guard.callsInFlight(), guard.stuckCalls());
        if (guard.isBlocked()) {
            return current.in(new Blocked(guard.stuckCalls()));
        }
        return rest.isPositive()
                ? current.in(new Quarantined(host.time().instant().plus(rest)))
                : current;
    }

    /** Tells it of an event, if it runs. */
    void tell(HubEvent event) {
        Running now = running;
        if (now != null) {
            now.context().tell(event);
        }
    }

    /**
     * Starts the plugin.
     *
     * @param before what others have claimed
     * @return that and what this plugin claims; {@code before} itself if the plugin failed
     */
    RouteTable start(RouteTable before) {
        Candidate starting = candidate;
        if (starting == null) {
            return before;
        }
        candidate = null;
        enter(Phase.STARTING);
        LiveContext context = new LiveContext(starting, host, before);
        try {
            long began = host.time().nanos();
            Running ready = new Running(starting, context, started(starting, context));
            Optional<RuntimeException> objection = context.objection();
            if (objection.isEmpty()) {
                description = description.in(Phase.RUNNING).owning(context.table().claims());
                running = ready;
                long took = (host.time().nanos() - began) / 1_000_000;
                LOG.info("plugin {} {} started in {} ms", id, description.version(), took);
                return context.table();
            }
            stopPlugin(ready);
            fail(objection.get());
        } catch (ExecutionException thrown) {
            fail(thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (PluginRefused late) {
            fail(late);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            fail(hurried);
        }
        context.close();
        return before;
    }

    /** Stops the plugin, if it runs. */
    void stop() {
        Running ending = running;
        if (ending == null) {
            return;
        }
        running = null;
        enter(Phase.STOPPING);
        stopPlugin(ending);
        ending.context().close();
        enter(Phase.STOPPED);
        LOG.info("plugin {} stopped", id);
    }

    /** Gives the plugin up, for a reason that is known without running it. */
    void refuse(String reason) {
        Candidate refused = candidate;
        candidate = null;
        fail(new PluginRefused(reason));
        if (refused != null) {
            refused.close();
        }
    }

    private MessagePlugin started(Candidate starting, LiveContext context)
            throws PluginRefused, ExecutionException, InterruptedException {
        try {
            return Attempt.within(
                    settings().startTimeout(),
                    "start of the plugin " + id,
                    starting.loader(),
                    () -> {
                        MessagePlugin plugin = starting.entry().make();
                        plugin.start(context);
                        return plugin;
                    });
        } finally {
            context.endRegistration();
        }
    }

    private void stopPlugin(Running ending) {
        PluginGuard guard = ending.context().guard();
        Duration limit = settings().drainTimeout();
        try {
            guard.shut();
            if (!guard.awaitQuiet(limit)) {
                LOG.warn(
                        "plugin {} is stopped while {} of its calls are at work",
                        id,
                        guard.callsInFlight());
            }
            Attempt.within(
                    limit,
                    "stop of the plugin " + id,
                    ending.candidate().loader(),
                    () -> {
                        ending.plugin().stop();
                        return ending.plugin();
                    });
        } catch (ExecutionException thrown) {
            LOG.error("plugin {} failed to stop", id, thrown.getCause());
        } catch (PluginRefused late) {
            LOG.error("plugin {}: {}", id, late.getMessage(), late.getCause());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            LOG.warn("plugin {}: the wait for its stop was interrupted", id);
        }
    }

    private void enter(Phase phase) {
        description = description.in(phase);
    }

    private void fail(Throwable failure) {
        String reason = Reason.of(failure);
        description = description.in(new Failed(reason));
        LOG.error("plugin {} is not loaded: {}", id, reason, trace(failure));
    }

    /** Where it happened, if that tells more than the reason does. */
    private static @Nullable Throwable trace(Throwable failure) {
        return failure instanceof PluginRefused || failure instanceof BadSettings
                ? failure.getCause()
                : failure;
    }

    private PluginsSettings settings() {
        return host.configuration().settings().plugins();
    }
}
