// SPDX-License-Identifier: Apache-2.0
/**
 * What a plugin author compiles against.
 *
 * <p>A {@link dev.switchboard.api.MessagePlugin plugin} registers, in its {@code start} method, one
 * handler for each {@link dev.switchboard.api.Kind kind} of message it understands. Kinds are
 * records; the switch turns JSON text into records and back, checks every limit before a handler
 * runs, and gives the handler the {@link dev.switchboard.api.Client} that sent the message. Through
 * the {@link dev.switchboard.api.Hub} a handler publishes to a {@link dev.switchboard.api.Topic}:
 * everyone, a room, a user, one client, or everybody on a path.
 *
 * <p><b>Threads.</b> Messages of one client are handled one after another, in the order in which
 * they arrived; messages of different clients are handled in parallel. A handler registered with
 * {@code on} or {@code ask} runs on a virtual thread and may block. One registered with {@code
 * onInline} runs on the thread that reads the socket and must not block. Everything in this package
 * may be called from any thread.
 *
 * <p><b>Classes.</b> A plugin sees the JDK, this package, JSpecify's annotations, SLF4J, and the
 * jars in its own folder; nothing else of the switch. Its class loader is also that of the thread,
 * for libraries that look there, in {@code start}, {@code stop}, handlers that may block, and
 * scheduled tasks.
 */
@NullMarked
package dev.switchboard.api;

import org.jspecify.annotations.NullMarked;
