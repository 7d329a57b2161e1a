// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * All that a plugin gets from the switch, given to {@link MessagePlugin#start}. Registrations are
 * possible only while {@code start} runs; the rest may be used until the plugin stops. Everything
 * taken from here is owned by the context and closed with it, the last first.
 *
 * {@snippet class="ApiExamples" region="context"}
 */
public interface PluginContext {

    /** The plugin's id, from its {@code plugin.conf}. */
    String id();

    /**
     * Handles a kind on a virtual thread; the handler may block. {@code type} is a record with
     * {@link Kind}, or a sealed interface, which registers every record it permits.
     *
     * @throws IllegalArgumentException if the type is neither, or a component has no JSON form
     */
    <M> PluginContext on(Class<M> type, Handler<? super M> handler);

    /** As {@link #on}, but on the thread that reads the socket: faster, and must not block. */
    <M> PluginContext onInline(Class<M> type, Handler<? super M> handler);

    /**
     * As {@link #onInline}, for what is not done when the handler returns: {@code ok} is sent when
     * the stage that it returns completes, and until then nothing more is read from the sender.
     */
    <M> PluginContext onAsync(Class<M> type, AsyncHandler<? super M> handler);

    /** Answers a request on a virtual thread. Both are records with {@link Kind}. */
    <Q extends Record, R extends Record> PluginContext ask(
            Class<Q> request, Class<R> reply, Ask<? super Q, ? extends R> function);

    /** Declares kinds that this plugin sends, so that the protocol reference knows them. */
    PluginContext emits(Class<?>... kinds);

    /** Owns a path, exact such as {@code /echo}, and handles its messages as they are. */
    PluginContext endpoint(String path, RawHandler handler);

    /**
     * Serves files over HTTP: what lies in a folder of the plugin's own resources, under a path
     * that ends in a slash. A request for the path itself gets {@code index.html}.
     */
    PluginContext files(String path, String resourceFolder);

    /**
     * Tells of each new client. All events of a plugin are told one after another on virtual
     * threads, in order with the messages that the plugin gets from that client. A listener may
     * block, within the deadline of handlers; that delays the plugin's own events and messages, and
     * nobody else's.
     */
    PluginContext onConnect(Consumer<Client> listener);

    /** Tells of each client that is gone, after {@link #onLeave} has told of each of its rooms. */
    PluginContext onDisconnect(Consumer<Client> listener);

    /** Tells of each client that joined a room, with the room's name. */
    PluginContext onJoin(BiConsumer<Client, String> listener);

    /** Tells of each client that left a room, also by disconnecting. */
    PluginContext onLeave(BiConsumer<Client, String> listener);

    /**
     * Finds out who connects. Of several authenticators, that of the plugin started first is asked
     * first.
     */
    PluginContext authenticate(Authenticator authenticator);

    /** Decides who may do what. Of several authorizers, the first that has an opinion decides. */
    PluginContext authorize(Authorizer authorizer);

    /**
     * The plugin's own section of the configuration as a record, bound and checked like those of
     * the switch: what its {@code reference.conf} says, overridden by {@code
     * conf/plugins.d/<id>.conf}.
     */
    <C extends Record> C config(Class<C> type);

    /** The hub: publish, join, leave, find clients. */
    Hub hub();

    /** Runs tasks later. */
    Scheduler scheduler();

    /** The time; virtual in tests. */
    InstantSource clock();

    /** The plugin's own figures. */
    Metrics metrics();

    /** Writes to the log of the switch, under the plugin's name. */
    System.Logger logger();

    /** A folder of the plugin's own that outlives restarts; made on first use. */
    Path dataDirectory();
}
