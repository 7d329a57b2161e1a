// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.check.Tally;
import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Connection;
import dev.switchboard.load.client.Endpoint;
import dev.switchboard.load.client.Traffic;
import dev.switchboard.load.client.Worker;
import dev.switchboard.load.measure.Latencies;
import dev.switchboard.load.measure.MachineLoad;
import dev.switchboard.load.measure.ProcessSample;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the workers of one run, lets time pass, and takes samples meanwhile. One thread directs it;
 * {@link #interrupt} may come from any.
 */
final class Session implements AutoCloseable {
    private static final long SLICE = 500 * Clock.MILLISECOND;
    private static final long POLL = 10 * Clock.MILLISECOND;
    private static final long REHEARSAL = 100 * Clock.MILLISECOND;
    private static final long TELL_EACH = 2 * Clock.SECOND;
    private static final Duration GOOD_BYE = Duration.ofSeconds(3);

    final Options options;
    final Protocol protocol;
    final Crowd crowd;
    final List<Ledger> ledgers = new ArrayList<>();
    final Timeline timeline = new Timeline();

    private final OptionalLong server;
    private final Progress progress;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private volatile boolean isInterrupted;
    private volatile boolean isEndedEarly;
    private String phase = "";
    private Latencies corrected = new Latencies();
    private Latencies uncorrected = new Latencies();
    private Sample sliceBegin;
    private long lastTold = Clock.now();

    Session(
            Options options,
            Protocol protocol,
            Endpoint endpoint,
            OptionalLong server,
            Progress progress)
            throws IOException {
        this.options = options;
        this.protocol = protocol;
        this.server = server;
        this.progress = progress;
        crowd = new Crowd(protocol.hellos());
        int count = options.count(Option.THREADS).orElse(1);
        int connecting = Math.max(1, options.count(Option.CONNECTING).orElse(1) / count);
        for (int i = 0; i < count; i++) {
            Worker worker = new Worker("load-" + i, endpoint, options.has(Option.LINES));
            Opener opener = new Opener(connecting);
            worker.add(opener);
            ledgers.add(new Ledger(worker, opener, new Acknowledgements()));
        }
        ledgers.forEach(ledger -> ledger.worker.start());
        sliceBegin = sample();
    }

    /** The ledger of those members whose number, or room, is this. */
    Ledger ledgerOf(int number) {
        return ledgers.get(number % ledgers.size());
    }

    List<Acknowledgements> acknowledgements() {
        return ledgers.stream().map(ledger -> ledger.acknowledgements).toList();
    }

    /** Asks all workers at once, and waits for their answers. */
    <T> List<T> each(Function<Ledger, T> question) {
        List<Future<T>> answers = new ArrayList<>();
        for (Ledger ledger : ledgers) {
            answers.add(ledger.worker.ask(() -> question.apply(ledger)));
        }
        List<T> all = new ArrayList<>();
        for (Future<T> answer : answers) {
            all.add(get(answer));
        }
        return all;
    }

    long sum(Function<Ledger, Long> number) {
        return each(number).stream().mapToLong(Long::longValue).sum();
    }

    /** What all workers have timed. */
    Latencies latencies(Function<Ledger, Latencies> timed) {
        Latencies all = new Latencies();
        each(
                        ledger -> {
                            Latencies copy = new Latencies();
                            copy.add(timed.apply(ledger));
                            return copy;
                        })
                .forEach(all::add);
        return all;
    }

    /** What all workers have counted, by name. */
    Map<String, Long> counts(Function<Ledger, Map<String, Long>> counted) {
        Map<String, Long> all = new TreeMap<>();
        each(ledger -> Map.copyOf(counted.apply(ledger)))
                .forEach(each -> each.forEach((name, n) -> all.merge(name, n, Long::sum)));
        return all;
    }

    /** Lets all workers do something. */
    void tell(Consumer<Ledger> order) {
        each(ledger -> {
            order.accept(ledger);
            return true;
        });
    }

    /** What the members of one ledger are. */
    List<Member> membersOf(Ledger ledger) {
        return crowd.members().stream().filter(member -> member.ledger == ledger).toList();
    }

    /** Without a look at processes, which costs milliseconds that those under way would wait. */
    private Tally tally() {
        Tally sum = new Tally();
        each(
                        ledger -> {
                            Tally copy = new Tally();
                            copy.add(ledger.tally);
                            return copy;
                        })
                .forEach(sum::add);
        return sum;
    }

    Sample sample() {
        record Part(Tally tally, Traffic traffic, long open) {}
        Tally tally = new Tally();
        Traffic traffic = Traffic.NONE;
        long open = 0;
        for (Part part :
                each(ledger -> {
                    Tally copy = new Tally();
                    copy.add(ledger.tally);
                    return new Part(copy, ledger.worker.traffic(), ledger.open);
                })) {
            tally.add(part.tally);
            traffic = traffic.plus(part.traffic);
            open += part.open;
        }
        return new Sample(
                Clock.now(),
                tally,
                traffic,
                open,
                server.isPresent() ? ProcessSample.of(server.getAsLong()) : Optional.empty(),
                MachineLoad.busy(),
                ProcessSample.of(ProcessHandle.current().pid()).map(ProcessSample::cpu).orElse(0.0),
                ledgers.stream()
                        .mapToDouble(ledger ->
                                (double) threads.getThreadCpuTime(ledger.worker.thread().threadId())
                                        / Clock.SECOND)
                        .max()
                        .orElse(0));
    }

    /** From now on progress speaks of this. */
    void phase(String name) {
        phase = name;
    }

    /** Lets time pass until something is so, or the time is over; tells which. */
    boolean await(Duration atMost, BooleanSupplier isDone) {
        long end = Clock.now() + atMost.toNanos();
        while (!isInterrupted) {
            if (isDone.getAsBoolean()) {
                return true;
            }
            long now = Clock.now();
            if (now >= end) {
                return false;
            }
            sleep(Math.min(POLL, end - now));
            if (Clock.now() - sliceBegin.time() >= SLICE) {
                slice();
            }
        }
        return false;
    }

    void pause(Duration time) {
        await(time, () -> false);
    }

    /**
     * Lets time pass before measuring, and meanwhile lets the workers begin to count again and
     * again. The compiler leaves out what it has never seen happen and starts anew when it does
     * happen: an order to a worker that had long had none, and a message that was scheduled before
     * the window, threw it back at the very moment of {@link #begin}, which stood as 50 ms in the
     * p99 of the first half second.
     */
    void warmUp(Duration time) {
        long[] next = {0};
        await(
                time,
                () -> {
                    long now = Clock.now();
                    if (now >= next[0]) {
                        next[0] = now + REHEARSAL;
                        tell(ledger -> ledger.phaseStart = now);
                    }
                    return false;
                });
    }

    /** Warms up and measures, each for as long as the options say. */
    Measured measure() {
        phase("warming up");
        warmUp(options.time(Option.WARMUP));
        phase("measuring");
        Sample begin = begin();
        pause(options.time(Option.DURATION));
        return end(begin);
    }

    /** Begins to measure: what is scheduled from now on counts. */
    Sample begin() {
        slice();
        corrected = new Latencies();
        uncorrected = new Latencies();
        long now = Clock.now();
        tell(ledger -> ledger.phaseStart = now);
        Sample begin = sample();
        sliceBegin = begin;
        return begin;
    }

    /**
     * What was measured since then. What comes later is added to its latencies by {@link #slice}.
     */
    Measured end(Sample begin) {
        slice();
        return new Measured(begin, sliceBegin, corrected, uncorrected);
    }

    /** Ends a slice of the timeline and takes over its latencies. */
    void slice() {
        record Part(Latencies corrected, Latencies uncorrected) {}
        Latencies slice = new Latencies();
        for (Part part :
                each(ledger -> {
                    Part taken = new Part(ledger.corrected, ledger.uncorrected);
                    ledger.corrected = new Latencies();
                    ledger.uncorrected = new Latencies();
                    return taken;
                })) {
            slice.add(part.corrected);
            uncorrected.add(part.uncorrected);
        }
        corrected.add(slice);
        Sample end = sample();
        timeline.add(sliceBegin, end, slice);
        tellProgress(sliceBegin, end, slice);
        sliceBegin = end;
    }

    /** Waits for what is under way. */
    void drain() {
        phase("waiting for what is under way");
        // Who ends a run early has not lost what is still on its way.
        isInterrupted = false;
        long[] last = {-1, Clock.now()};
        await(
                options.time(Option.DRAIN),
                () -> {
                    Tally tally = tally();
                    long come = tally.received() + tally.corrupt;
                    if (come != last[0]) {
                        last[0] = come;
                        last[1] = Clock.now();
                    }
                    boolean isQuiet = Clock.now() - last[1] > Clock.SECOND;
                    return tally.missing() == 0 || isQuiet;
                });
        slice();
    }

    /** Says good-bye for everybody. */
    void closeAll() {
        phase("closing");
        tell(ledger -> {
            ledger.isTalking = false;
            ledger.isClosing = true;
            ledger.opener.stop();
            for (Member member : membersOf(ledger)) {
                Connection connection = member.connection();
                if (connection != null) {
                    connection.close(1000);
                }
            }
        });
        isInterrupted = false;
        await(GOOD_BYE, () -> sum(ledger -> ledger.open) == 0);
    }

    /** Ends the run early; what was measured so far stands. */
    void interrupt() {
        isEndedEarly = true;
        isInterrupted = true;
    }

    boolean isEndedEarly() {
        return isEndedEarly;
    }

    @Override
    public void close() {
        ledgers.forEach(ledger -> ledger.worker.end());
    }

    private void tellProgress(Sample begin, Sample end, Latencies slice) {
        if (end.time() - lastTold < TELL_EACH) {
            return;
        }
        lastTold = end.time();
        double seconds = (double) (end.time() - begin.time()) / Clock.SECOND;
        long messages = end.tally().received() - begin.tally().received();
        String latency = slice.isEmpty() ? "" : ", p99 %,.1f ms".formatted(slice.at(99) / 1000);
        progress.say(
                "%s: %,d connections, %,.0f messages/s%s"
                        .formatted(phase, end.open(), messages / seconds, latency));
    }

    private static void sleep(long nanoseconds) {
        try {
            Thread.sleep(Duration.ofNanos(nanoseconds));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts this thread", interrupted);
        }
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a worker failed", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts this thread", interrupted);
        }
    }
}
