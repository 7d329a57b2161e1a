// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.chat;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Hub;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Published;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Passes {@code chat} on to everyone else, and {@code direct_message} to one client or user. */
public final class ChatPlugin implements MessagePlugin {

    @Override
    public void start(PluginContext context) {
        var hub = context.hub();
        context.emits(ChatSaid.class, DirectMessageReceived.class)
                .onAsync(
                        Chat.class,
                        (chat, sender) ->
                                hub.publishExcept(
                                        sender,
                                        Topic.everyone(),
                                        new ChatSaid(sender.id(), chat.content())))
                .onAsync(DirectMessage.class, (message, sender) -> deliver(hub, message, sender));
    }

    /** The receiver may be connected to another process, so only publishing shows who is there. */
    private static CompletionStage<Published> deliver(
            Hub hub, DirectMessage message, Client sender) {
        var received = new DirectMessageReceived(sender.id(), message.content());
        return hub.publish(Topic.client(message.to()), received)
                .thenCompose(toClient ->
                        toClient.hasAudience()
                                ? CompletableFuture.completedStage(toClient)
                                : hub.publish(Topic.user(message.to()), received))
                .thenApply(ChatPlugin::received);
    }

    private static Published received(Published published) {
        if (!published.hasAudience()) {
            throw new Refusal(Code.NO_SUCH_CLIENT, "nobody is connected under this id").field("to");
        }
        return published;
    }
}
