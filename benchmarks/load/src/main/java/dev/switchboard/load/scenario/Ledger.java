// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.check.Tally;
import dev.switchboard.load.client.Clock;
import dev.switchboard.load.client.Ending;
import dev.switchboard.load.client.MarkerFinder;
import dev.switchboard.load.client.Worker;
import dev.switchboard.load.measure.Latencies;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What one worker's members have seen. Belongs to that worker's thread. */
final class Ledger {
    private static final Pattern ERROR =
            Pattern.compile("\"msg_type\":\"error\".*?\"code\":\"([^\"]*)\"");
    private static final Pattern GAP = Pattern.compile("\"msg_type\":\"gap\",\"missed\":(\\d+)");
    private static final int LONGEST_NOTICE = 1024;

    final Worker worker;
    final Opener opener;
    final MarkerFinder finder = new MarkerFinder();
    final Tally tally = new Tally();
    final Acknowledgements acknowledgements;
    final Latencies opening = new Latencies();
    final Latencies returning = new Latencies();
    final Latencies pairs = new Latencies();
    final Latencies cycles = new Latencies();
    final Map<String, Long> refused = new HashMap<>();
    final Map<String, Long> closes = new HashMap<>();
    final Map<String, Long> slowCloses = new HashMap<>();
    final Map<String, Long> errors = new HashMap<>();

    Latencies corrected = new Latencies();
    Latencies uncorrected = new Latencies();

    /** What was scheduled before is not counted. */
    long phaseStart;

    /** With a rate there is a difference between when a message was due and when it was sent. */
    boolean isPaced;

    /** With several kinds of members, each kind is timed by itself. */
    boolean isMixed;

    /** May clients that got their answer go on? */
    boolean isTalking;

    /** From now on connections end because we want them to. */
    boolean isClosing;

    long attempts;
    long opened;
    long failed;
    long open;
    long missed;
    long unsent;
    long lastSettled;

    Ledger(Worker worker, Opener opener, Acknowledgements acknowledgements) {
        this.worker = worker;
        this.opener = opener;
        this.acknowledgements = acknowledgements;
    }

    void record(long time, long lag, long now) {
        if (time >= phaseStart) {
            corrected.record(now - time);
            if (isPaced) {
                uncorrected.record(now - time - lag);
            }
        }
    }

    void recordPair(long time, long lag, long now) {
        if (isMixed) {
            pairs.record(now - time);
        } else {
            record(time, lag, now);
        }
    }

    void recordCycle(long started, long now) {
        if (isMixed) {
            cycles.record(now - started);
        } else {
            record(started, 0, now);
        }
    }

    void opened(long started, long now) {
        opened++;
        open++;
        lastSettled = now;
        opening.record(now - started);
    }

    void failed(Ending ending) {
        lastSettled = Clock.now();
        if (!isClosing) {
            failed++;
            refused.merge(ending.label(), 1L, Long::sum);
        }
    }

    void closed(Ending ending, boolean isSlow) {
        open--;
        if (!isClosing) {
            closes.merge(ending.label(), 1L, Long::sum);
            if (isSlow) {
                slowCloses.merge(ending.label(), 1L, Long::sum);
            }
        }
    }

    /** A message that is none of ours; the switch may be telling what it did not do. */
    void other(ByteBuffer buffer, int at, int length) {
        tally.other++;
        byte[] bytes = new byte[Math.min(length, LONGEST_NOTICE)];
        buffer.get(at, bytes);
        String text = new String(bytes, StandardCharsets.UTF_8);
        Matcher error = ERROR.matcher(text);
        if (error.find()) {
            errors.merge(error.group(1), 1L, Long::sum);
        }
        Matcher gap = GAP.matcher(text);
        if (gap.find()) {
            missed += Long.parseLong(gap.group(1));
        }
    }
}
