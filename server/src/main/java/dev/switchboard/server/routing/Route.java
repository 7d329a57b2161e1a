// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.routing;

import dev.switchboard.api.Client;
import dev.switchboard.server.codec.Shape;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way from one kind of message to its handler in a plugin. */
public final class Route extends HandlerRoute {
    private final Shape message;
    private final Optional<Shape> reply;
    private final Call call;

    /** What is called with a message of the route's kind. */
    @FunctionalInterface
    public interface Call {

        /**
         * Returns the reply of a request, a stage of what becomes of the message, or null where
         * there is nothing to say but {@code ok}.
         */
        @Nullable Object invoke(Record message, Client sender) throws Exception;
    }

    private Route(
            PluginGuard guard, Shape message, Optional<Shape> reply, boolean isInline, Call call) {
        super(guard, "kind", message.kind(), isInline);
        this.message = message;
        this.reply = reply;
        this.call = call;
    }

    /** A route whose handler may block, and so gets a virtual thread. */
    public static Route blocking(PluginGuard guard, Shape message, Call call) {
        return new Route(guard, message, Optional.empty(), false, call);
    }

    /** A route whose handler runs on the thread that reads the socket; it may return a stage. */
    public static Route inline(PluginGuard guard, Shape message, Call call) {
        return new Route(guard, message, Optional.empty(), true, call);
    }

    /** A route whose handler answers each message with a record of the reply's shape; may block. */
    public static Route ask(PluginGuard guard, Shape message, Shape reply, Call call) {
        return new Route(guard, message, Optional.of(reply), false, call);
    }

    /** The {@code msg_type} that takes this route. */
    public String kind() {
        return label();
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
}
