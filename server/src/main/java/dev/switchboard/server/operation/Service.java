// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import com.codahale.metrics.health.HealthCheckRegistry;
import dev.switchboard.api.Registration;
import dev.switchboard.server.admin.AdminServer;
import dev.switchboard.server.admin.CertificatesCheck;
import dev.switchboard.server.admin.Deadlocks;
import dev.switchboard.server.admin.MemoryCheck;
import dev.switchboard.server.admin.PluginsCheck;
import dev.switchboard.server.admin.TokenFile;
import dev.switchboard.server.admin.WebSocketRoundTrip;
import dev.switchboard.server.cli.CommandLine;
import dev.switchboard.server.cli.ExitCode;
import dev.switchboard.server.cli.Folders;
import dev.switchboard.server.cli.OpenFiles;
import dev.switchboard.server.cli.RunFiles;
import dev.switchboard.server.cli.RunFiles.Addresses;
import dev.switchboard.server.cli.StartCache;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.ConfigurationSources;
import dev.switchboard.server.config.DrainSettings;
import dev.switchboard.server.config.LiveSettings;
import dev.switchboard.server.config.LoggingSettings;
import dev.switchboard.server.config.PluginsSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.log.LogSettings;
import dev.switchboard.server.log.Logs;
import dev.switchboard.server.metrics.JmxMeters;
import dev.switchboard.server.metrics.ProcessMeters;
import dev.switchboard.server.plugin.MandatoryPluginMissing;
import dev.switchboard.server.time.SystemTime;
import dev.switchboard.server.time.Time;
import dev.switchboard.server.time.Watchdog;
import dev.switchboard.server.transport.tls.Tls;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The command {@code run}: one switch, from its configuration to its last client. */
public record Service(PrintStream out, ProcessEnd end, Switchboard.Assembly assembly) {

    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private static final PrintStream NOBODY = new PrintStream(OutputStream.nullOutputStream());

    /** How long the end may take, apart from all that has a limit of its own. */
    private static final Duration REST = Duration.ofSeconds(10);

    /** How long it may take when told to end at once. */
    private static final Duration HURRY = Duration.ofSeconds(2);

    /** How often the log tells what it has left out. */
    private static final Duration CLIENT_LINES = Duration.ofSeconds(10);

    /** How often the log tells what is wrong with the certificates, or soon will be. */
    private static final Duration CERTIFICATES = Duration.ofDays(1);

    public ExitCode serve(CommandLine line) throws IOException, ConfigurationException {
        var orders = new Orders();
        // First of all: a service manager may order a reload as soon as there is a process, and a
        // process that does not listen for this signal dies of it.
        Signals.on("HUP", () -> orders.give(Orders.Order.RELOAD));
        var sources = ConfigurationSources.in(line.folders().conf());
        var settings = new LiveSettings(Configuration.load(sources));
        var log = logSettings(line, settings.current().logging());
        // Beside JSON on the standard output, no words for people.
        var console = log.json() && log.file().isEmpty() ? NOBODY : out;
        try (var logs = Logs.open(log);
                var time = new SystemTime();
                var switchboard = assembly.assemble(settings, line.folders()::resolve, time)) {
            ProcessMeters.registerLogs(
                    switchboard.meters(), logs::dropped, logs::clientLinesLeftOut);
            limitClientLines(logs, settings.current().logging());
            var _ = time.every(CLIENT_LINES, logs::tellOfClientLines);
            settings.onChange(now -> {
                logs.setLevels(now.logging().level(), now.logging().levels());
                limitClientLines(logs, now.logging());
            });
            StartCache.ofThisProcess().ifPresent(LOG::info);
            settings.configuration().warnings().forEach(each -> LOG.warn(each.sentence()));
            Warnings.of(settings.current()).forEach(LOG::warn);
            OpenFiles.ofThisProcess()
                    .warning(settings.current().gate().maxConnections())
                    .ifPresent(LOG::warn);
            LOG.info("{}; {}", switchboard.memory(), switchboard.incoming());
            if (!settings.current().auth().required()) {
                LOG.info("clients need not say who they are (auth.required = false)");
            }
            return serve(switchboard, settings, line, orders, time, console);
        }
    }

    private static void limitClientLines(Logs logs, LoggingSettings logging) {
        logs.limitClientLines(logging.clientLines().count(), logging.clientLines().period());
    }

    private static LogSettings logSettings(CommandLine line, LoggingSettings logging) {
        var rotation = logging.rotation();
        Function<Path, LogSettings.Rotation> rotating =
                path -> new LogSettings.Rotation(path, rotation.maxSize().bytes(), rotation.keep());
        return new LogSettings(
                logging.format() == LoggingSettings.Format.JSON,
                logging.level(),
                logging.levels(),
                line.logFile(logging).map(rotating),
                logging.auditFile().map(line.folders()::resolve).map(rotating));
    }

    private ExitCode serve(
            Switchboard switchboard,
            LiveSettings settings,
            CommandLine line,
            Orders orders,
            SystemTime time,
            PrintStream console)
            throws IOException {
        var files = new RunFiles(line.folders().run());
        var watchdog = new Watchdog(settings.current().admin().stuckAfter());
        ProcessMeters.registerStuck(switchboard.meters(), watchdog::count);
        var adminTls = adminTls(settings.current(), line.folders(), time);
        var certificates = Certificates.of(switchboard.tls(), adminTls, settings.current().admin());
        var control = new ControlRoom(switchboard, certificates, settings, watchdog, orders);
        Optional<AdminServer> admin = Optional.empty();
        if (settings.current().admin().enabled()) {
            var checks = checks(switchboard, settings.current(), certificates, time);
            admin =
                    Optional.of(
                            new AdminServer(
                                    settings.current().admin(),
                                    files.newToken(),
                                    TokenFile.in(line.folders().data()),
                                    adminTls,
                                    control,
                                    switchboard.meters(),
                                    checks,
                                    time));
        }
        Registration jmx = () -> {};
        try {
            switchboard.start();
            watchdog.start(
                    Stream.concat(switchboard.loops().stream(), Stream.of(time.loop())).toList());
            if (admin.isPresent()) {
                admin.get().start();
            }
            Signals.on("TERM", () -> orders.give(Orders.Order.STOP));
            Signals.on("INT", () -> orders.give(Orders.Order.STOP));
            var addresses = addresses(switchboard, settings.current(), admin);
            control.serves(addresses);
            files.announce(addresses);
            announce(addresses, console);
            warnOfCertificates(certificates);
            Warnings.of(settings.current().rights(), WhoMay.actions(switchboard.plugins().kinds()))
                    .forEach(LOG::warn);
            var _ = time.every(CERTIFICATES, () -> warnOfCertificates(certificates));
            // Behind everything that clients wait for: JMX takes its time to start.
            jmx = jmx(switchboard, settings.current());
            carryOut(orders, switchboard, control, settings);
            return ExitCode.DONE;
        } catch (MandatoryPluginMissing | IOException reason) {
            LOG.error("the switch does not start: {}", reason.getMessage());
            // Whoever waits for the start need not know where the log goes.
            console.println("Switchboard does not start: " + reason.getMessage());
            return ExitCode.FAILED;
        } catch (InterruptedException hurry) {
            LOG.warn("told to stop at once");
            return hurry(switchboard);
        } finally {
            jmx.close();
            watchdog.close();
            admin.ifPresent(AdminServer::close);
        }
    }

    private static void warnOfCertificates(Certificates certificates) {
        certificates.warnings().forEach(LOG::warn);
    }

    private static ExitCode hurry(Switchboard switchboard) {
        try {
            switchboard.hurry();
        } catch (InterruptedException e) {
            LOG.warn("told to stop a third time; clients are not told");
        }
        return ExitCode.DONE;
    }

    /** How the admin port is served; the commands are told which certificates it shows. */
    private static Tls adminTls(Settings settings, Folders folders, Time time) {
        var files = new RunFiles(folders.run());
        return new Tls(
                settings.admin().tls(),
                "admin.tls",
                folders::resolve,
                time,
                certificates -> {
                    try {
                        files.trust(certificates);
                    } catch (IOException e) {
                        LOG.warn(
                                "commands cannot be told the admin's certificate: {}",
                                e.toString());
                    }
                });
    }

    private static HealthCheckRegistry checks(
            Switchboard switchboard, Settings settings, Certificates certificates, Time time) {
        var checks = new HealthCheckRegistry();
        checks.register("websocket", roundTrip(switchboard, settings, time));
        checks.register("deadlock", new Deadlocks());
        checks.register("memory", new MemoryCheck(switchboard.memory()));
        checks.register("plugins", new PluginsCheck(switchboard.plugins()::describe));
        if (certificates.areUsed()) {
            checks.register("certificates", new CertificatesCheck(certificates::warnings));
        }
        return checks;
    }

    private static Registration jmx(Switchboard switchboard, Settings settings) {
        if (!settings.admin().jmx()) {
            return () -> {};
        }
        var meters =
                new JmxMeters(switchboard.meters(), ManagementFactory.getPlatformMBeanServer());
        return meters::close;
    }

    private static void announce(Addresses addresses, PrintStream console) {
        LOG.info(
                "version {} serves on {}, admin {}",
                Version.current(),
                addresses.websocket(),
                addresses.admin().orElse("none"));
        console.println("Switchboard serves. Open " + addresses.page() + " in a browser;");
        console.println("clients connect to " + addresses.websocket());
        addresses.admin().ifPresent(admin -> console.println("operators look at " + admin));
    }

    private void carryOut(
            Orders orders, Switchboard switchboard, ControlRoom control, LiveSettings settings)
            throws InterruptedException {
        while (orders.await() == Orders.Order.RELOAD) {
            control.reload();
        }
        var drain = control.drains(settings.current().drain());
        var drainer = Thread.currentThread();
        int plugins = switchboard.plugins().describe().size();
        end.within(longestEnd(drain, settings.current().plugins(), plugins), drainer);
        Thread.ofPlatform()
                .daemon()
                .name("second order")
                .start(() -> {
                    if (orders.awaitStop()) {
                        end.within(HURRY, drainer);
                        drainer.interrupt();
                    }
                });
        Thread.sleep(drain.notice());
        switchboard.drain(drain);
    }

    /** Each plugin in turn may finish what it handles, and then stop. */
    static Duration longestEnd(DrainSettings drain, PluginsSettings each, int plugins) {
        return drain.notice()
                .plus(drain.window())
                .plus(drain.closeTimeout())
                .plus(each.drainTimeout().multipliedBy(2L * plugins))
                .plus(REST);
    }

    private static WebSocketRoundTrip roundTrip(
            Switchboard switchboard, Settings settings, Time time) {
        return new WebSocketRoundTrip(
                () -> URI.create(url("ws", switchboard, settings, "127.0.0.1") + "/ws"),
                switchboard.tls()::toItself,
                switchboard.probe(),
                time);
    }

    private static Addresses addresses(
            Switchboard switchboard, Settings settings, Optional<AdminServer> admin) {
        return new Addresses(
                url("http", switchboard, settings, "localhost") + "/",
                url("ws", switchboard, settings, "localhost") + "/ws",
                admin.map(AdminServer::url));
    }

    /** Where it serves clients; {@code here} stands for all addresses of this machine. */
    private static String url(
            String scheme, Switchboard switchboard, Settings settings, String here) {
        var listen = settings.listen();
        return "%s%s://%s:%d"
                .formatted(
                        scheme,
                        listen.tls().enabled() ? "s" : "",
                        Settings.isAnyAddress(listen.host()) ? here : listen.host(),
                        switchboard.port());
    }
}
