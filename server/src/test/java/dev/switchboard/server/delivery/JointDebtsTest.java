// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What clients of one address or one user owe together. */
class JointDebtsTest {

    /** With nothing waiting, an address may owe 2 MiB: an eighth of the queue. */
    private static final long SHARE = 2 << 20;

    private static final Debtor OFFICE = new Debtor.Address(ByteBuffer.wrap(new byte[] {1}));
    private static final Debtor CAFE = new Debtor.Address(ByteBuffer.wrap(new byte[] {2}));
    private static final Debtor ANN = new Debtor.User("ann");
    private static final Debtor BOB = new Debtor.User("bob");

    private final MemoryBudget memory = new MemoryBudget(1L << 30, 1);

    private MemoryPublisher client(Debtor... debtors) {
        return new MemoryPublisher(memory, List.of(debtors));
    }

    private static void incur(MemoryPublisher client, long bytes) {
        client.debt().incur(bytes);
    }

    private static void repay(MemoryPublisher client, long bytes) {
        client.debt().repay(bytes);
    }

    private long owed(Debtor debtor) {
        return memory.debts().bytes(debtor);
    }

    /** So many clients, each with as much as one alone may owe. */
    private List<MemoryPublisher> flood(int clients, Debtor... debtors) {
        var flood = Stream.generate(() -> client(debtors)).limit(clients).toList();
        flood.forEach(each -> incur(each, Debt.LIMIT));
        return flood;
    }

    @Test
    void lessThanAPartIsNobodyElsesAffair() {
        var client = client(OFFICE, ANN);
        incur(client, Debt.PART - 1);
        assertThat(memory.debts().size()).isZero();

        incur(client, 1);
        assertThat(owed(OFFICE)).isEqualTo(Debt.PART);
        assertThat(owed(ANN)).isEqualTo(Debt.PART);

        repay(client, 1);
        assertThat(owed(OFFICE)).as("not told again and again").isEqualTo(Debt.PART);
        repay(client, Debt.PART - 1);
        assertThat(memory.debts().size()).isZero();
    }

    @Test
    void whileAnAddressOwesTooMuchItsClientsMayOweOnePart() {
        var flood = flood(16, OFFICE);
        assertThat(owed(OFFICE)).isEqualTo(SHARE);
        assertThat(flood).allSatisfy(each -> assertThat(each.holds()).isZero());
        var late = client(OFFICE, ANN);
        var elsewhere = client(CAFE, BOB);
        incur(late, Debt.PART - 1);
        incur(elsewhere, Debt.LIMIT);
        assertThat(late.holds()).isZero();

        incur(late, 2);
        assertThat(late.holds()).isOne();
        assertThat(elsewhere.holds()).isZero();

        repay(late, Debt.PART / 2);
        assertThat(late.holds()).isOne();
        repay(late, 1);
        assertThat(late.holds()).as("half of the part is repaid").isZero();
        repay(late, Debt.PART / 2);
    }

    @Test
    void anAddressOwesTooMuchUntilHalfOfItsShareIsRepaid() {
        var flood = flood(17, OFFICE);
        assertThat(flood.getLast().holds()).isOne();
        flood.subList(0, 8).forEach(each -> repay(each, Debt.LIMIT));
        var late = client(OFFICE);
        incur(late, 2 * Debt.PART);
        assertThat(late.holds()).isOne();

        flood.subList(8, 10).forEach(each -> repay(each, Debt.LIMIT));
        repay(late, Debt.PART);
        assertThat(late.holds()).isZero();
        incur(late, 2 * Debt.PART);
        assertThat(late.holds()).isZero();
    }

    /** Although nobody tells anything new meanwhile. */
    @Test
    void anAddressOwesNoLongerTooMuchWhenOthersHaveRepaid() {
        var queue = memory.openQueue();
        queue.set(15 << 20);
        var flood = flood(2, OFFICE);
        assertThat(flood.getLast().holds()).isOne();
        repay(flood.getLast(), Debt.LIMIT - Debt.PART);
        repay(flood.getLast(), Debt.PART / 2);
        assertThat(owed(OFFICE)).isEqualTo(Debt.LIMIT + Debt.PART);
        queue.set(0);
        incur(flood.getLast(), Debt.PART);

        assertThat(owed(OFFICE)).isEqualTo(Debt.LIMIT + Debt.PART);
        assertThat(flood.getLast().holds()).isZero();
    }

    @Test
    void aUserOwesFromWhereverItIs() {
        var flood = new ArrayList<MemoryPublisher>();
        flood.addAll(flood(9, OFFICE, ANN));
        flood.addAll(flood(8, CAFE, ANN));
        assertThat(flood.getLast().holds()).isOne();
        var other = client(CAFE, BOB);
        incur(other, 2 * Debt.PART);

        assertThat(other.holds()).isZero();
    }

    @Test
    void theMoreWaitsTheLessEachMayOwe() {
        var queue = memory.openQueue();
        queue.set(15 << 20);
        var flood = flood(2, OFFICE);

        assertThat(flood.getFirst().holds()).isZero();
        assertThat(flood.getLast().holds()).isOne();
    }

    @Test
    void whoBecomesAnotherUserTakesItsDebtAlong() {
        var client = client(OFFICE, ANN);
        incur(client, 4 * Debt.PART);
        client.become(OFFICE, BOB);
        assertThat(owed(ANN)).isEqualTo(4 * Debt.PART);

        repay(client, Debt.PART);
        assertThat(owed(ANN)).isZero();
        assertThat(owed(BOB)).isEqualTo(3 * Debt.PART);
        assertThat(owed(OFFICE)).isEqualTo(3 * Debt.PART);
        client.become(CAFE);
        repay(client, 3 * Debt.PART);
        assertThat(memory.debts().size()).isZero();
    }

    /** What a debt should have told, and to whom. */
    private record Told(List<Debtor> debtors, long bytes) {}

    @Test
    void debtorsOweWhatTheirClientsOweInParts() {
        var random = new Random(25);
        var clients = Stream.generate(() -> client(OFFICE)).limit(20).toList();
        var owes = new HashMap<MemoryPublisher, Long>();
        var told = new HashMap<MemoryPublisher, Told>();
        for (int step = 0; step < 20_000; step++) {
            var client = clients.get(random.nextInt(clients.size()));
            if (random.nextInt(10) == 0) {
                client.become(anybody(random));
            }
            long before = owes.getOrDefault(client, 0L);
            long change = step < 19_000 ? change(random, before) : -before;
            if (change >= 0) {
                incur(client, change);
            } else {
                repay(client, -change);
            }
            owes.put(client, before + change);
            var known = told.getOrDefault(client, new Told(List.of(), 0));
            if (Math.abs(before + change - known.bytes()) >= Debt.PART) {
                long parts = (before + change) / Debt.PART * Debt.PART;
                told.put(client, new Told(client.debtors(), parts));
            }
            assertThat(client.debt().bytes()).isEqualTo(before + change);
            assertThat(owedByAll()).isEqualTo(sums(told));
        }
        assertThat(owedByAll()).isEmpty();
        assertThat(memory.debts().size()).isZero();
        assertThat(clients).allSatisfy(each -> assertThat(each.holds()).isZero());
    }

    private static Debtor[] anybody(Random random) {
        var address = random.nextBoolean() ? OFFICE : CAFE;
        return switch (random.nextInt(3)) {
            case 0 -> new Debtor[] {address};
            case 1 -> new Debtor[] {address, ANN};
            default -> new Debtor[] {address, BOB};
        };
    }

    private static long change(Random random, long owed) {
        return random.nextBoolean() ? random.nextInt(40_000) : -random.nextLong(owed + 1);
    }

    private static Map<Debtor, Long> sums(Map<MemoryPublisher, Told> told) {
        var sums = new HashMap<Debtor, Long>();
        told.values()
                .forEach(each ->
                        each.debtors()
                                .forEach(debtor -> sums.merge(debtor, each.bytes(), Long::sum)));
        sums.values().removeIf(bytes -> bytes == 0);
        return sums;
    }

    private Map<Debtor, Long> owedByAll() {
        var owed = new HashMap<Debtor, Long>();
        for (var debtor : List.of(OFFICE, CAFE, ANN, BOB)) {
            if (owed(debtor) != 0) {
                owed.put(debtor, owed(debtor));
            }
        }
        return owed;
    }

    @Test
    void whateverHappensWhileDebtorsAreToldTheyOweWhatIsOwed() {
        var random = new Random(5);
        var client = client(OFFICE, ANN);
        for (int step = 0; step < 20_000; step++) {
            change(client, random, 3);
            assertThat(Math.abs(client.debt().bytes() - owed(OFFICE))).isLessThan(Debt.PART);
            assertThat(owed(ANN)).isEqualTo(owed(OFFICE));
        }
        repay(client, client.debt().bytes());
        assertThat(memory.debts().size()).isZero();
        assertThat(client.holds()).isZero();
    }

    /** Changes what is owed; at the worst moment, it is changed again. */
    private static void change(MemoryPublisher client, Random random, int deep) {
        if (deep > 0) {
            client.meanwhile(() -> change(client, random, deep - 1));
        }
        long change = change(random, client.debt().bytes());
        if (change >= 0) {
            incur(client, change);
        } else {
            repay(client, -change);
        }
    }

    /** Each change is a whole part, so that threads meet where something is told. */
    @Test
    void whateverHappensAtOnceNothingIsLeftWhenAllIsRepaid() throws Exception {
        var client = client(OFFICE, ANN);
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 30; round++) {
                int seed = round;
                var all =
                        threads.invokeAll(
                                IntStream.range(0, 4)
                                        .mapToObj(n ->
                                                Executors.callable(
                                                        () -> comeAndGo(client, seed * 4 + n)))
                                        .toList());
                for (var each : all) {
                    each.get();
                }
                assertThat(client.debt().bytes()).isZero();
                assertThat(memory.debts().size()).isZero();
                assertThat(client.holds()).isZero();
            }
        }
    }

    private static void comeAndGo(MemoryPublisher client, int seed) {
        var random = new Random(seed);
        for (int n = 0; n < 3_000; n++) {
            if (n % 100 == 0) {
                client.become(anybody(random));
            }
            incur(client, Debt.PART);
            repay(client, Debt.PART);
        }
    }
}
