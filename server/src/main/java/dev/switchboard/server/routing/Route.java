// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Client;
import dev.switchboard.server.codec.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from one kind of message to its handler in a plugin. Any thread may use it; all is
 * immutable but the one volatile flag that says where the handler runs.
 */
public final class Route implements Claim {
    private final String plugin;
    private final Shape message;
    private final Optional<Shape> reply;
    private final Call call;
    private volatile boolean inline;

    /** What is called with a message of the route's kind. */
    @FunctionalInterface
    public interface Call {

        /** Returns the reply of a request, or null where there is nothing to say but {@code ok}. */
        @Nullable Record invoke(Record message, Client sender) throws Exception;
    }

    private Route(String plugin, Shape message, Optional<Shape> reply, boolean inline, Call call) {
        this.plugin = plugin;
        this.message = message;
        this.reply = reply;
        this.inline = inline;
        this.call = call;
    }

    /** A route whose handler may block, and so gets a virtual thread. */
    public static Route blocking(String plugin, Shape message, Call call) {
        return new Route(plugin, message, Optional.empty(), false, call);
    }

    /** A route whose handler runs on the thread that reads the socket. */
    public static Route inline(String plugin, Shape message, Call call) {
        return new Route(plugin, message, Optional.empty(), true, call);
    }

    /** A route whose handler answers each message with a record of the reply's shape; may block. */
    public static Route ask(String plugin, Shape message, Shape reply, Call call) {
        return new Route(plugin, message, Optional.of(reply), false, call);
    }

    @Override
    public String plugin() {
        return plugin;
    }

    @Override
    public String subject() {
        return "kind " + kind();
    }

    /** The {@code msg_type} that takes this route. */
    public String kind() {
        return message.kind();
    }

    /** How the message is read. */
    public Shape message() {
        return message;
    }

    /** How the answer is written, for a route that answers. */
    public Optional<Shape> reply() {
        return reply;
    }

    public Call call() {
        return call;
    }

    public boolean isInline() {
        return inline;
    }

    /**
     * From now on the handler gets a virtual thread: it has blocked the thread of the socket, where
     * it was not supposed to.
     */
    public void demote() {
        inline = false;
    }

    @Override
    public String toString() {
        return subject() + " of " + plugin;
    }
}
