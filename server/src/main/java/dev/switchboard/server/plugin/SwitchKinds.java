// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

import dev.switchboard.api.Client;
import dev.switchboard.api.Code;
import dev.switchboard.api.Doc;
import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Kind;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.Needs;
import dev.switchboard.api.PluginContext;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.client.ConnectedClient;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.routing.Login;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** The kinds of the switch itself: who a client is, and what its limits are. */
record SwitchKinds(Supplier<Settings> settings, Login login) implements MessagePlugin {

    /** A client introduces itself. */
    @Kind("hello")
    @Needs(Needs.NOTHING)
    @Doc("Asks for the client's own id and the limits it lives under.")
    record Hello() {}

    /** The switch introduces itself. */
    @Kind("hello")
    @Doc("Tells a client its own id and its limits.")
    record Welcome(
            @Doc("The client's id: the `from` of its messages.") String client,
            @Doc("Who it is, if that is known.") Optional<String> user,
            @Doc("Whether it must say who it is, by `auth`, before it can do anything else.")
                    boolean loginNeeded,
            @Doc("What the client may do.") Limits limits) {}

    /** A client says who it is. */
    @Kind("auth")
    @Needs(Needs.NOTHING)
    @Doc("Says who the client is, or that it still is. Some must do so before anything else.")
    record Auth(@Doc("What proves it.") String token) {}

    /** The switch believes it. */
    @Kind("authenticated")
    @Doc("Tells a client who it is, until when, and what it may do in rooms.")
    record Authenticated(
            @Doc("The user's name.") String user,
            @Doc("Until when; then the connection is closed, unless another token came.")
                    Optional<Instant> expiresAt,
            @Doc("What the token allows, if it says anything about that.")
                    Optional<List<Allowed>> rights) {}

    /** What is allowed. */
    record Allowed(
            @Doc("What may be done, such as `join` and `publish`.") List<String> actions,
            @Doc("In which rooms; `*` stands for any characters.") String rooms) {}

    /** What a client may do. */
    record Limits(
            @Doc("The largest message to send, in bytes; a larger one closes the connection.")
                    long maxMessageBytes,
            @Doc("Objects and arrays in one another; the message itself is the first.")
                    int maxJsonDepth,
            @Doc("Fields and array elements of one message, at all levels.") int maxJsonFields,
            @Doc("Characters of one string, in UTF-16.") long maxJsonStringLength,
            @Doc("Digits of one number, those of its exponent included.") int maxJsonNumberDigits,
            @Doc("The longest name of a field, in bytes.") int maxJsonNameBytes,
            @Doc("Messages a second in the long run.") double messagesPerSecond,
            @Doc("Messages at once.") int messageBurst,
            @Doc("Bytes of messages a second in the long run; who sends more is read more slowly.")
                    long bytesPerSecond,
            @Doc("Bytes of messages at once.") long bytesBurst,
            @Doc("Rooms to be in at one time.") int maxRooms,
            @Doc("The longest name of a room, in bytes.") long maxRoomNameBytes,
            @Doc("What may wait for a client that reads slowly, in bytes.") long outboxBytes,
            @Doc("The same, in messages.") int outboxMessages,
            @Doc("After so long a silence the switch sends a ping.") long pingIntervalMs,
            @Doc("A ping must be answered within this time.") long pingTimeoutMs) {}

    @Override
    public void start(PluginContext context) {
        context.ask(
                Hello.class,
                Welcome.class,
                (hello, sender) ->
                        new Welcome(
                                sender.id(),
                                sender.user(),
                                ((ConnectedClient) sender).isStranger(),
                                limits(settings.get())));
        context.ask(Auth.class, Authenticated.class, this::authenticate);
    }

    private Authenticated authenticate(Auth auth, Client sender) throws InterruptedException {
        var identity = identity(sender, auth.token());
        return new Authenticated(
                identity.user(), identity.expiresAt(), identity.grants().map(SwitchKinds::allowed));
    }

    /** What the plugins fail with is not ours, and was noted as theirs. */
    private Identity identity(Client sender, String token) throws InterruptedException {
        try {
            return login.login(sender, token).toCompletableFuture().get();
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Refusal refusal
                    ? refusal
                    : new Refusal(Code.UNAVAILABLE, "nobody can say now who you are");
        }
    }

    private static List<Allowed> allowed(List<Grant> grants) {
        return grants.stream()
                .map(grant ->
                        new Allowed(grant.actions().stream().sorted().toList(), grant.rooms()))
                .toList();
    }

    private static Limits limits(Settings now) {
        var messages = now.messages();
        var json = messages.json();
        long bytes = messages.maxSize().bytes();
        double seconds = messages.rate().period().toNanos() / 1e9;
        return new Limits(
                bytes,
                json.maxDepth(),
                json.maxFields(),
                Math.min(bytes, json.maxString().map(Integer::longValue).orElse(bytes)),
                json.maxNumber(),
                json.maxName(),
                messages.rate().count() / seconds,
                messages.burst(),
                messages.bytesPerSecond().bytes(),
                messages.bytesBurst().bytes(),
                now.rooms().perClient(),
                now.rooms().maxName().bytes(),
                now.delivery().outbox().bytes().bytes(),
                now.delivery().outbox().messages(),
                now.heartbeat().interval().toMillis(),
                now.heartbeat().timeout().toMillis());
    }
}
