// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.switchboard.server.config.value.Limit;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class DryRunTest {

    private static final int MANY = 10;

    /** How many deliveries messages cause is tested where they are published. */
    private static final String OF_THE_HUB = "DELIVERIES.*";

    private final ClientFloor floor = new ClientFloor();
    private final ConnectedClient client = floor.connect();
    private final ConnectedClient ann = floor.connect(ClientFloor.user("192.0.2.2", "ann"));
    private int addresses;

    @AfterEach
    void close() {
        floor.close();
    }

    /** The limit is two of whatever it limits. */
    private static String two(Limit limit) {
        return switch (limit) {
            case MESSAGES -> "messages { rate = 2/s, burst = 2 }";
            case BYTES -> "messages { bytes-per-second = 2 KiB, bytes-burst = 2 KiB }";
            case MESSAGES_OF_USER -> "messages.per-user.rate = 1/s";
            case BYTES_OF_USER -> "messages.per-user.bytes-per-second = 1 KiB";
            case CONTROL_FRAMES -> "messages.control-frames = 2/s";
            case CONNECTIONS -> "gate.max-connections = 2";
            case CONNECTIONS_OF_ADDRESS -> "gate.per-address.connections = 2";
            case NEW_CONNECTIONS_OF_ADDRESS -> "gate.per-address.new-connections = 2/s";
            case CONNECTIONS_OF_USER -> "gate.per-user.connections = 2";
            default -> throw new AssertionError(limit + " is the hub's");
        };
    }

    /** Takes one of what is limited; false if it is refused or must wait. */
    private boolean take(Limit limit) {
        long now = floor.time.nanos();
        return switch (limit) {
            case MESSAGES -> client.allowance().admit(now) == 0;
            case BYTES -> client.allowance().pay(1024, now) == 0;
            case MESSAGES_OF_USER -> ann.allowance().pay(1, now) == 0;
            case BYTES_OF_USER -> ann.allowance().pay(1024, now) == 0;
            case CONTROL_FRAMES -> client.allowance().admitControl(now);
            case CONNECTIONS -> isAdmitted(ClientFloor.request("198.51.100." + ++addresses));
            case CONNECTIONS_OF_ADDRESS, NEW_CONNECTIONS_OF_ADDRESS ->
                    isAdmitted(ClientFloor.request("203.0.113.1"));
            case CONNECTIONS_OF_USER ->
                    isAdmitted(ClientFloor.user("198.51.100." + ++addresses, "ada"));
            default -> throw new AssertionError(limit + " is the hub's");
        };
    }

    private boolean isAdmitted(ConnectRequest request) {
        return floor.connections.admission(request).proceed() instanceof Admission.Admitted;
    }

    private long taken(Limit limit) {
        return IntStream.range(0, MANY).filter(_ -> take(limit)).count();
    }

    private static String dryRun(Limit limit) {
        return "limits.dry-run = [\"%s\"]".formatted(limit);
    }

    private long spared(Limit limit) {
        return floor.delivery
                .meters
                .registry()
                .counter("switchboard_dry_run_total{limit=%s}".formatted(limit))
                .getCount();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = OF_THE_HUB)
    void aLimitInDryRunHoldsNobodyBackAndCounts(Limit limit) {
        floor.delivery.change(two(limit));
        assertThat(taken(limit)).isLessThan(MANY);
        assertThat(spared(limit)).isZero();

        floor.delivery.change(two(limit), dryRun(limit));
        assertThat(taken(limit)).isEqualTo(MANY);
        assertThat(spared(limit)).isBetween(MANY - 2L, (long) MANY);

        floor.delivery.change(two(limit));
        assertThat(taken(limit)).as("from now on it holds again").isLessThan(3);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = OF_THE_HUB)
    void othersHoldAsBefore(Limit limit) {
        for (var other : Limit.values()) {
            if (other != limit && !other.name().matches(OF_THE_HUB)) {
                floor.delivery.change(two(limit), dryRun(other));
                assertThat(taken(limit)).as("with %s in dry run", other).isLessThan(MANY);
            }
        }
    }

    @Test
    void socketsAndRequestsOfAnAddressAreSparedToo() {
        var limit = Limit.NEW_CONNECTIONS_OF_ADDRESS;
        floor.delivery.change(two(limit), dryRun(limit));
        var address = ClientFloor.address("203.0.113.2");
        var limits = floor.settings().gate().perAddress();
        var book = floor.connections.addresses();
        for (int n = 0; n < MANY; n++) {
            assertThat(book.mayOpen(address, limits, floor.time.nanos())).isTrue();
            assertThat(book.mayAsk(address, limits, floor.time.nanos())).isTrue();
        }
        assertThat(spared(limit)).isEqualTo(2 * (MANY - 4));
    }

    @Test
    void whatWasSparedIsNotOwedOnceTheLimitHolds() {
        long now = floor.time.nanos();
        floor.delivery.change(two(Limit.MESSAGES), dryRun(Limit.MESSAGES));
        for (int n = 0; n < 1000; n++) {
            assertThat(client.allowance().owe(now)).as("on a raw path").isZero();
        }
        floor.delivery.change(two(Limit.MESSAGES));
        assertThat(Duration.ofNanos(client.allowance().owe(now))).isEqualTo(Duration.ofMillis(500));

        floor.delivery.change(two(Limit.BYTES), dryRun(Limit.BYTES));
        for (int n = 0; n < 1000; n++) {
            assertThat(client.allowance().pay(1024, now)).isZero();
        }
        floor.delivery.change(two(Limit.BYTES));
        assertThat(Duration.ofNanos(client.allowance().pay(1024, now)))
                .isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void theLogTellsNowAndThenHowOftenALimitWasExceeded() {
        var log = (Logger) LoggerFactory.getLogger(DryRun.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        var before = log.getLevel();
        log.setLevel(ch.qos.logback.classic.Level.INFO);
        try {
            floor.delivery.change(
                    two(Limit.CONTROL_FRAMES),
                    two(Limit.MESSAGES),
                    "limits.dry-run = [messages.rate, messages.control-frames]");
            taken(Limit.MESSAGES);
            taken(Limit.CONTROL_FRAMES);
            floor.time.advance(Duration.ofMinutes(1));
            taken(Limit.MESSAGES);

            assertThat(lines.list)
                    .extracting(line -> line.getKeyValuePairs().toString())
                    .containsExactly(
                            "[limit=\"messages.rate\", times=\"1\"]",
                            "[limit=\"messages.control-frames\", times=\"1\"]",
                            "[limit=\"messages.rate\", times=\"8\"]");
        } finally {
            log.setLevel(before);
            log.detachAppender(lines);
        }
    }
}
