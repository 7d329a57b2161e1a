// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.binding.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings in force. Code that needs a limit asks for {@link #current()} each time and never
 * sees half of a change.
 *
 * <p>Any thread may call any method. {@code inForce} and {@code configuration} are written under
 * the lock {@code changing} only, and listeners run under it, so that they see changes in order.
 */
public final class LiveSettings {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSettings.class);

    private final ReentrantLock changing = new ReentrantLock();
    private final List<Consumer<Settings>> listeners = new CopyOnWriteArrayList<>();
    private volatile Settings inForce;
    private final Configuration first;
    private volatile Configuration configuration;

    public LiveSettings(Configuration configuration) {
        this.first = configuration;
        this.configuration = configuration;
        this.inForce = configuration.settings();
    }

    public Settings current() {
        return inForce;
    }

    /** What was read last; settings that need a restart may differ from those in force. */
    public Configuration configuration() {
        return configuration;
    }

    /**
     * What is in force, and what a restart would change.
     *
     * @param references the text of each plugin's own {@code reference.conf}, by its id
     */
    public EffectiveConfiguration effective(Map<String, String> references) {
        Configuration read = configuration;
        Set<String> keys = new TreeSet<>();
        for (Reload.Change change : new Difference(first.settings(), read.settings()).changes()) {
            if (change.needsRestart()) {
                keys.add(change.path());
            }
        }
        changedPlugins(first, read).forEach(id -> keys.add("plugins." + id));
        return EffectiveConfiguration.of(read, references)
                .waiting(keys, EffectiveConfiguration.of(first, references));
    }

    /** Has a listener called with the new settings after each change, until the process ends. */
    public void onChange(Consumer<Settings> listener) {
        listeners.add(listener);
    }

    /**
     * Reads all files again and applies what may change live. With any mistake, nothing changes.
     */
    public Reload reload() throws ConfigurationException {
        changing.lock();
        try {
            return change(Configuration.load(configuration.sources()));
        } finally {
            changing.unlock();
        }
    }

    /** Applies what may change live of a configuration that is known to be right. */
    public Reload change(Configuration next) {
        changing.lock();
        try {
            Difference difference = new Difference(inForce, next.settings());
            Reload reload = new Reload(difference.changes(), changedPlugins(configuration, next));
            inForce = difference.settings();
            configuration = next;
            if (!reload.applied().isEmpty()) {
                listeners.forEach(this::tell);
            }
            return reload;
        } finally {
            changing.unlock();
        }
    }

    private void tell(Consumer<Settings> listener) {
        try {
            listener.accept(inForce);
        } catch (RuntimeException failure) {
            LOG.error("a part of the switch could not apply a change of settings", failure);
        }
    }

    private static Set<String> changedPlugins(Configuration before, Configuration after) {
        SortedMap<String, ?> old = before.plugins();
        SortedMap<String, ?> fresh = after.plugins();
        Set<String> changed = new TreeSet<>(old.keySet());
        changed.addAll(fresh.keySet());
        changed.removeIf(id -> Objects.equals(old.get(id), fresh.get(id)));
        return Set.copyOf(changed);
    }
}
