// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import dev.switchboard.api.Authorizer.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The examples in the documentation of the API; they compile, so they are true. */
final class ApiExamples {

    private ApiExamples() {}

    // @start region="plugin"
    @Kind("shout")
    public record Shout(String text) {}

    @Kind("shouted")
    public record Shouted(String from, String text) {}

    public static final class ShoutPlugin implements MessagePlugin {

        @Override
        public void start(PluginContext context) {
            context.emits(Shouted.class);
            context.onInline(
                    Shout.class,
                    (shout, sender) ->
                            context.hub()
                                    .publishExcept(
                                            sender,
                                            Topic.everyone(),
                                            new Shouted(
                                                    sender.id(),
                                                    shout.text().toUpperCase(Locale.ROOT))));
        }
    }

    // @end

    // @start region="needs"
    /** Whoever may publish in the room may also draw on its board. */
    @Kind("draw_line")
    @Needs(value = "publish", room = "board")
    public record DrawLine(String board, List<Integer> points) {}

    // @end

    // @start region="authenticator"
    public static final class KeysPlugin implements MessagePlugin {

        /** What was handed out to whom: the key, and the name of the user. */
        public record Keys(Map<String, String> users) {}

        @Override
        public void start(PluginContext context) {
            var keys = context.config(Keys.class);
            context.authenticate(credentials ->
                    credentials
                            .token()
                            .map(key -> {
                                var user = keys.users().get(key);
                                if (user == null) {
                                    throw Refusal.of("bad_key", "nobody has this key");
                                }
                                return Identity.of(user)
                                        .granted(
                                                List.of(
                                                        new Grant(
                                                                Set.of("join", "publish"),
                                                                user + ".*")));
                            }));
        }
    }

    // @end

    // @start region="authorizer"
    public static final class NightPlugin implements MessagePlugin {

        @Override
        public void start(PluginContext context) {
            context.authorize(question -> {
                int hour = context.clock().instant().atZone(ZoneOffset.UTC).getHour();
                return question.action().equals("chat") && hour < 6
                        ? Verdict.DENY
                        : Verdict.NO_OPINION;
            });
        }
    }

    // @end

    // @start region="kind"
    // {"msg_type": "book_table", "seats": 4, "guest_name": "Ann", "wishes": ["by the window"]}
    @Kind("book_table")
    public record BookTable(int seats, String guestName, List<String> wishes, Optional<Json> note) {

        public BookTable {
            if (seats < 1 || seats > 12) {
                throw new IllegalArgumentException("seats must be 1 to 12");
            }
        }
    }

    // @end

    // @start region="doc"
    @Doc("Tells the others in the room that somebody is writing.")
    @Kind("typing")
    public record Typing(@Doc("The room; the sender must be in it.") String room) {}

    // @end

    // @start region="ask"
    @Kind("count_members")
    public record CountMembers(String room) {}

    @Kind("member_count")
    public record MemberCount(int members) {}

    static void answerQuestions(PluginContext context) {
        // {"msg_type": "count_members", "id": 7, "room": "tea"} is answered with
        // {"msg_type": "ok", "id": 7, "members": 3}
        context.ask(
                CountMembers.class,
                MemberCount.class,
                (question, sender) -> new MemberCount(context.hub().members(question.room())));
    }

    // @end

    // @start region="handler"
    /** All that clients may say to a game. */
    public sealed interface Move {}

    @Kind("place")
    public record Place(int row, int column) implements Move {}

    @Kind("resign")
    public record Resign() implements Move {}

    static final Handler<Move> PLAY =
            (move, player) -> {
                switch (move) {
                    case Place(int row, int column) -> player.send(new Placed(row, column));
                    case Resign() -> player.close(Code.NORMAL, "good game");
                }
            };

    static void play(PluginContext context) {
        context.on(Move.class, PLAY).emits(Placed.class);
    }

    // @end

    // @start region="async"
    @Kind("save_game")
    public record SaveGame(String name) {}

    /** A store that tells later what became of it. */
    interface Games {
        CompletionStage<Void> save(String player, String name);
    }

    static void keepGames(PluginContext context, Games games) {
        // The sender gets its ok when the game is safe, and no thread waits for that.
        context.onAsync(SaveGame.class, (game, player) -> games.save(player.id(), game.name()));
    }

    // @end

    @Kind("placed")
    public record Placed(int row, int column) {}

    @Kind("welcome")
    public record Welcome(String name, int others) {}

    // @start region="client"
    static void greet(Client client, Hub hub) {
        if (client.isOpen()) {
            String name = client.user().orElse("guest");
            client.send(new Welcome(name, hub.clients() - 1));
        }
    }

    // @end

    // @start region="hub"
    static void move(Client client, String from, String to, Hub hub) {
        hub.leave(client, from);
        if (hub.join(client, to)) {
            hub.publishExcept(client, Topic.room(to), new Shouted(client.id(), "hello"));
        }
    }

    // @end

    // @start region="topic"
    static void announce(Hub hub, Object message) {
        hub.publish(Topic.everyone(), message);
        hub.publish(Topic.room("tea"), message);
        hub.publish(Topic.user("ann"), message);
        hub.publish(Topic.client("0b8f2a9e-3f0c-4a55-9c0e-6f5d7c1f2b3a"), message);
        hub.publish(Topic.path("/raw-feed"), RawMessage.text("the same, for another crowd"));
    }

    // @end

    // @start region="published"
    static void whisper(Hub hub, String to, Client sender, Object message) {
        hub.publish(Topic.client(to), message)
                .thenAccept(published -> {
                    if (!published.hasAudience()) {
                        sender.send(new Shouted("the host", "nobody of that name is here"));
                    }
                });
    }

    // @end

    // @start region="position"
    static boolean continues(Position last, Position next) {
        return next.epoch().equals(last.epoch()) && next.previous() <= last.offset();
    }

    // @end

    // @start region="json"
    @Kind("note")
    public record Note(Json content) {}

    static Note quote(Note original) {
        String wrapped = "{\"quoted\":%s,\"by\":%s}".formatted(original.content(), Json.of("Ann"));
        return new Note(Json.raw(wrapped));
    }

    // @end

    // @start region="endpoint"
    static void relay(PluginContext context) {
        context.endpoint(
                "/feed",
                (message, sender) ->
                        context.hub().publishExcept(sender, Topic.path("/feed"), message));
    }

    // @end

    // @start region="raw"
    static RawMessage reply(RawMessage message) {
        return message.isText()
                ? RawMessage.text("you said " + message.text())
                : RawMessage.binary(new byte[] {(byte) message.bytes().length});
    }

    // @end

    // @start region="refusal"
    static void buy(int wanted, int inStock) {
        if (wanted > inStock) {
            throw Refusal.of("sold_out", "only %d are left".formatted(inStock))
                    .field("amount")
                    .retryAfter(Duration.ofHours(1));
        }
    }

    // @end

    // @start region="code"
    static void mustBeIn(String room, Client sender, Hub hub) {
        if (!hub.isMember(sender, room)) {
            throw new Refusal(Code.NOT_A_MEMBER, "join " + room + " first").field("room");
        }
    }

    // @end

    // @start region="scheduler"
    static void remind(PluginContext context, Client client) {
        context.scheduler()
                .after(
                        Duration.ofMinutes(5),
                        () -> client.send(new Shouted("the host", "your table is ready")));
    }

    // @end

    // @start region="registration"
    static void countDown(PluginContext context, AtomicInteger remaining) {
        var ticking = new Registration[1];
        ticking[0] =
                context.scheduler()
                        .every(
                                Duration.ofSeconds(1),
                                () -> {
                                    if (remaining.decrementAndGet() == 0) {
                                        ticking[0].close();
                                    }
                                });
    }

    // @end

    // @start region="metrics"
    static Handler<BookTable> measured(PluginContext context, Handler<BookTable> handler) {
        Counter booked = context.metrics().counter("tables_booked");
        Timer taken = context.metrics().timer("booking");
        return (table, guest) -> {
            var began = context.clock().instant();
            handler.handle(table, guest);
            booked.increment();
            taken.record(Duration.between(began, context.clock().instant()));
        };
    }

    // @end

    // @start region="context"
    /** {@code reference.conf} of the plugin says {@code opens-after = 10s, max-guests = 40}. */
    record InnSettings(Duration opensAfter, int maxGuests) {}

    static final class InnPlugin implements MessagePlugin {
        private final Map<Client, BookTable> tables = new ConcurrentHashMap<>();

        @Override
        public void start(PluginContext context) {
            InnSettings settings = context.config(InnSettings.class);
            Path book = context.dataDirectory().resolve("guests.txt");
            context.on(
                            BookTable.class,
                            (table, guest) -> {
                                if (tables.size() == settings.maxGuests()) {
                                    throw Refusal.of("full", "there is no room at the inn");
                                }
                                tables.put(guest, table);
                            })
                    .onDisconnect(tables::remove)
                    .files("/inn/", "page");
            context.metrics().gauge("guests", tables::size);
            context.scheduler()
                    .after(
                            settings.opensAfter(),
                            () -> context.logger().log(System.Logger.Level.INFO, "open: " + book));
        }
    }
    // @end
}
