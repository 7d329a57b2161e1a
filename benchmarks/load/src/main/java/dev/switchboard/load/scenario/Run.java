// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Endpoint;
import dev.switchboard.load.measure.Latencies;
import dev.switchboard.load.measure.MachineLoad;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.option.ScenarioName;
import dev.switchboard.load.result.Connections;
import dev.switchboard.load.result.Latency;
import dev.switchboard.load.result.Result;
import dev.switchboard.load.server.Target;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One run, from the command line to the result. One thread calls it; {@link #end} may any. */
public final class Run {
    private final Options options;
    private final Target target;
    private final Progress progress;
    private final AtomicReference<@Nullable Session> current = new AtomicReference<>();

    public Run(Options options, Target target, Progress progress) {
        this.options = options;
        this.target = target;
        this.progress = progress;
    }

    /** Does what the options say; blocks until it is done. */
    public Result start(String version) throws IOException {
        Instant started = Instant.now();
        boolean isPathChosen =
                options.has(Option.URL) && !List.of("", "/").contains(target.url().getPath());
        Protocol protocol = Protocol.of(options, target.url(), isPathChosen);
        Endpoint endpoint = Endpoints.of(options, target, protocol.path());
        Findings findings = new Findings();
        try (Session session = new Session(options, protocol, endpoint, target.pid(), progress)) {
            current.set(session);
            findings.before = session.sample().server();
            Scenarios.of(options).run(session, findings);
            findings.after = session.sample().server();
            boolean isInterrupted = session.isEndedEarly();
            session.closeAll();
            return result(version, started, session, findings, isInterrupted);
        }
    }

    /** Ends it early, with the figures so far. */
    public void end() {
        Session session = current.get();
        if (session != null) {
            session.interrupt();
        }
    }

    private Result result(
            String version,
            Instant started,
            Session session,
            Findings findings,
            boolean isInterrupted) {
        Sample last = session.sample();
        Measured measured =
                findings.measured == null
                        ? new Measured(last, last, new Latencies(), new Latencies())
                        : findings.measured;
        Connections connections =
                findings.connections == null
                        ? new Connections(0, 0, 0, 0, 0, null, Map.of())
                        : findings.connections;
        boolean isOpening = options.scenario() == ScenarioName.CONNECT;
        Latency latency = isOpening ? connections.latency() : measured.corrected().summary();
        Result result =
                new Result(
                        Result.TOOL,
                        version,
                        options.scenario().word(),
                        options.text(Option.LABEL).orElse(""),
                        started,
                        options.effective(),
                        MachineLoad.describe(),
                        connections,
                        measured.window(),
                        latency,
                        measured.uncorrected().summary(),
                        measured.corrected().distribution(),
                        last.tally().checks(),
                        target.pid().isPresent()
                                ? findings.server(target.pid().getAsLong(), connections.opened())
                                : null,
                        measured.generator(),
                        session.counts(ledger -> ledger.closes),
                        session.counts(ledger -> ledger.errors),
                        session.timeline.moments(measured.begin().time()),
                        List.of(),
                        isInterrupted,
                        findings.slow,
                        findings.storm,
                        findings.churn,
                        findings.idle,
                        findings.mixed);
        List<String> remarks = new ArrayList<>(findings.remarks);
        remarks.addAll(Remarks.on(result, session.sum(ledger -> ledger.unsent)));
        return Remarks.added(result, remarks);
    }
}
