// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * A plugin: the entry point that the switch finds with {@link java.util.ServiceLoader} in a folder
 * under {@code plugins/}. It registers what it understands in {@link #start} and may hold state in
 * its own fields; everything it takes from the context is taken back by the switch when it stops.
 *
 * {@snippet class="ApiExamples" region="plugin"}
 */
public interface MessagePlugin {

    /**
     * Called once, before the switch accepts connections, on a thread that may block. Registrations
     * are made here and only here. What this throws is reported with the plugin's name, and the
     * plugin is not loaded; the switch itself starts unless the plugin is mandatory.
     */
    void start(PluginContext context) throws Exception;

    /**
     * Called once when the plugin ends, on a thread that may block, after its calls under way have
     * ended or {@code plugins.drain-timeout} has passed. Clients and events no longer reach the
     * plugin; all that the context gave it, except new tasks, still works. The default does
     * nothing.
     */
    default void stop() throws Exception {}
}
