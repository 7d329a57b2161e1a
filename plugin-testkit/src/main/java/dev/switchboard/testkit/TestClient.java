// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import dev.switchboard.api.RawMessage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A client of the switch in memory. What it gets waits for {@code expect…}, in the order in which
 * it came; replies to its own messages are not among these; their {@link Push} has them. It answers
 * pings and takes everything it is sent. Belongs to the thread of the test.
 */
public final class TestClient {

    private final PluginHarness harness;
    private final MemoryLink link;
    private final Messages messages;
    private final Deque<RawMessage> unread = new ArrayDeque<>();
    private final List<Messages.Reply> replies = new ArrayList<>();
    private int pushes;

    TestClient(PluginHarness harness, MemoryLink link, Messages messages) {
        this.harness = harness;
        this.link = link;
        this.messages = messages;
    }

    /** Its id, the {@code from} of its messages. */
    public String id() {
        return link.client().id();
    }

    /** The client as plugins see it. */
    public Client client() {
        return link.client();
    }

    /** Sends a message, with an id so that there is a reply. */
    public Push push(Record message) {
        var id = Json.of("push-" + ++pushes);
        return push(messages.write(message, id), id);
    }

    /** Sends a text as it is, an id included or not. */
    public Push push(String json) {
        return push(json, messages.id(json));
    }

    private Push push(String text, @Nullable Json id) {
        sort();
        var push = new Push(this, text, id, replies.size());
        send(RawMessage.text(text));
        return push;
    }

    /** Sends a message of which the switch knows no kind. */
    public void send(RawMessage message) {
        if (!link.client().isOpen()) {
            throw new AssertionError("the connection is closed");
        }
        link.send(message);
        harness.settle();
    }

    /** The next message, which must be of this kind. */
    public <M extends Record> M expect(Class<M> kind) {
        return messages.message(next("a " + kind.getSimpleName()).text(), kind);
    }

    /** The next message as it came. */
    public RawMessage expectRaw() {
        return next("a message");
    }

    /** There is no message, and with nobody at work none will come. */
    public void expectNothing() {
        harness.settle();
        sort();
        if (!unread.isEmpty()) {
            throw new AssertionError(
                    "expected nothing, but got " + unread.stream().map(TestClient::show).toList());
        }
    }

    /** The switch has closed the connection, for this reason. */
    public void expectClose(Code code) {
        int found = await("a close", () -> link.closeCode().stream().boxed().findFirst());
        if (found != code.closeCode().orElseThrow()) {
            throw new AssertionError("expected a close with %s, but got %d".formatted(code, found));
        }
    }

    /** Closes the connection. */
    public void disconnect() {
        link.disconnect();
        harness.settle();
    }

    /** Answers no more pings, as a client that has lost its network. */
    public void fallSilent() {
        link.fallSilent();
    }

    private RawMessage next(String wanted) {
        return await(
                wanted,
                () -> {
                    sort();
                    return Optional.ofNullable(unread.poll());
                });
    }

    Messages.Reply reply(Push push) {
        return await(
                "a reply to " + push,
                () -> {
                    sort();
                    return replies.stream()
                            .skip(push.repliesBefore())
                            .filter(reply -> Objects.equals(reply.id(), push.id()))
                            .findFirst();
                });
    }

    Messages messages() {
        return messages;
    }

    private <T> T await(String wanted, Supplier<Optional<T>> look) {
        return harness.await(look)
                .orElseThrow(() ->
                        new AssertionError(
                                "expected %s, but nothing came%s".formatted(wanted, story())));
    }

    /** What else there is to know when something is missing. */
    private String story() {
        var errors =
                replies.stream().filter(reply -> reply.error() != null).map(Messages.Reply::text);
        var close = link.closeCode().stream().mapToObj(code -> "closed with " + code);
        var told = Stream.concat(errors, close).toList();
        return told.isEmpty() ? "" : "; this client got " + told;
    }

    /** Puts aside what answers its own messages. */
    private void sort() {
        for (var message = link.received().poll();
                message != null;
                message = link.received().poll()) {
            var reply = message.isText() && link.speaksKinds() ? messages.reply(message) : null;
            if (reply == null) {
                unread.add(message);
            } else {
                replies.add(reply);
            }
        }
    }

    private static String show(RawMessage message) {
        return message.isText() ? message.text() : message.bytes().length + " bytes";
    }
}
