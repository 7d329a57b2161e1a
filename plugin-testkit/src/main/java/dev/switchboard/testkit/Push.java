// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.testkit;

import dev.switchboard.api.Code;
import dev.switchboard.api.Json;
import org.jspecify.annotations.Nullable;

/**
 * A message that a client has sent, and what became of it. A test that cares says so with one of
 * these methods; each waits for the reply as long as a handler is at work.
 */
public final class Push {

    private final TestClient client;
    private final String text;
    private final @Nullable Json id;
    private final int repliesBefore;

    Push(TestClient client, String text, @Nullable Json id, int repliesBefore) {
        this.client = client;
        this.text = text;
        this.id = id;
        this.repliesBefore = repliesBefore;
    }

    /** The message took effect. */
    public void ok() {
        var reply = acceptance();
        if (reply.error() != null) {
            throw new AssertionError("%s was answered with %s".formatted(text, reply.text()));
        }
    }

    /** The message was a request; gives the answer, from the fields of the {@code ok}. */
    public <R extends Record> R ok(Class<R> answer) {
        ok();
        return client.messages().result(acceptance().text(), answer);
    }

    /** The message was refused with this code. */
    public ErrorReply error(Code code) {
        return error(code.wireName());
    }

    /** The message was refused with this code, perhaps one of the plugin's own. */
    public ErrorReply error(String code) {
        var reply = client.reply(this);
        var error = reply.error();
        if (error == null || !error.code().equals(code)) {
            throw new AssertionError(
                    "%s should be refused with %s, but was answered with %s"
                            .formatted(text, code, reply.text()));
        }
        return error;
    }

    private Messages.Reply acceptance() {
        if (id == null) {
            throw new AssertionError(
                    text + " has no \"id\", so the switch does not say whether it took effect");
        }
        return client.reply(this);
    }

    @Nullable Json id() {
        return id;
    }

    /** How many replies its client had before, which are not its own even if an id is alike. */
    int repliesBefore() {
        return repliesBefore;
    }

    @Override
    public String toString() {
        return text;
    }
}
