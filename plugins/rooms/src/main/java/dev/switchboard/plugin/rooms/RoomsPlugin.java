// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.rooms;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Hub;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Published;
import dev.switchboard.api.Refusal;
import dev.switchboard.api.Topic;
import java.util.concurrent.CompletionStage;

/** Lets clients into rooms, and passes what they say there to the other members. */
public final class RoomsPlugin implements MessagePlugin {

    @Override
    public void start(PluginContext context) {
        var hub = context.hub();
        var settings = context.config(RoomsSettings.class);
        context.emits(RoomMessageSaid.class)
                .onInline(JoinRoom.class, (join, sender) -> hub.join(sender, join.room()))
                .onInline(LeaveRoom.class, (leave, sender) -> hub.leave(sender, leave.room()))
                .onAsync(
                        RoomMessage.class,
                        (message, sender) -> say(hub, settings, message, sender));
    }

    /** Done when the room's promise is kept, so that an {@code ok} means that. */
    private static CompletionStage<Published> say(
            Hub hub, RoomsSettings settings, RoomMessage message, Client sender) {
        String room = message.room();
        if (settings.membersOnly() && !hub.isMember(sender, room)) {
            throw new Refusal(Code.NOT_A_MEMBER, "join the room before you talk in it")
                    .field("room");
        }
        return hub.publishExcept(
                sender,
                Topic.room(room),
                new RoomMessageSaid(sender.id(), room, message.content()));
    }
}
