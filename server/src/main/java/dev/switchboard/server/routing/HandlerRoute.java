// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

/**
 * The way to a handler of a plugin. Any thread may use it; all is immutable but the one volatile
 * flag that says where the handler runs.
 */
public abstract sealed class HandlerRoute implements Claim permits Route, RawRoute {
    private final PluginGuard guard;
    private final String label;
    private final String subject;
    private volatile boolean isInline;

    HandlerRoute(PluginGuard guard, String what, String label, boolean isInline) {
        this.guard = guard;
        this.label = label;
        this.subject = what + " " + label;
        this.isInline = isInline;
    }

    @Override
    public final String plugin() {
        return guard.plugin();
    }

    /** What its messages are counted as: the kind, or the path. */
    final String label() {
        return label;
    }

    @Override
    public final String subject() {
        return subject;
    }

    /** The guard to which all calls of the plugin are charged. */
    final PluginGuard guard() {
        return guard;
    }

    /** Whether the handler runs on the thread that reads the socket. */
    public final boolean isInline() {
        return isInline;
    }

    /**
     * From now on the handler gets a virtual thread: it has blocked the thread of the socket, which
     * it must not.
     */
    final void demote() {
        isInline = false;
    }

    @Override
    public final String toString() {
        return subject + " of " + plugin();
    }
}
