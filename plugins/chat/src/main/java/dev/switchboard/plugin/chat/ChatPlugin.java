// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.chat;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Hub;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;

/** Passes {@code chat} on to everyone else, and {@code direct_message} to one client or user. */
public final class ChatPlugin implements MessagePlugin {

    @Override
    public void start(PluginContext context) {
        var hub = context.hub();
        context.emits(ChatSaid.class, DirectMessageReceived.class)
                .onInline(
                        Chat.class,
                        (chat, sender) ->
                                hub.publishExcept(
                                        sender,
                                        Topic.everyone(),
                                        new ChatSaid(sender.id(), chat.content())))
                .onInline(DirectMessage.class, (message, sender) -> deliver(hub, message, sender));
    }

    private static void deliver(Hub hub, DirectMessage message, Client sender) {
        var received = new DirectMessageReceived(sender.id(), message.content());
        var client = hub.client(message.to());
        if (client.isPresent()) {
            client.get().send(received);
        } else if (!hub.clientsOf(message.to()).isEmpty()) {
            hub.publish(Topic.user(message.to()), received);
        } else {
            throw new Refusal(Code.NO_SUCH_CLIENT, "nobody is connected under this id").field("to");
        }
    }
}
