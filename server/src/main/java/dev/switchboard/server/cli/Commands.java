// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.cli;

import dev.switchboard.server.admin.TokenFile;
import dev.switchboard.server.cli.CommandLine.WrongUsage;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.ConfigurationSources;
import dev.switchboard.server.config.EffectiveConfiguration;
import dev.switchboard.server.config.binding.ConfigurationException;
import dev.switchboard.server.config.binding.Mistake;
import dev.switchboard.server.plugin.Plugins;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serial;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http.HttpStatus;

/** Carries out one command. Results go to one stream, errors to another. */
public final class Commands {

    /** The switch itself: serves until it is told to end. */
    public interface Serving {
        ExitCode serve(CommandLine line) throws IOException, ConfigurationException;
    }

    /** The plugins, which alone know whether their settings are right. */
    @FunctionalInterface
    public interface Rehearsal {

        /** Starts and stops them without letting anybody in. */
        Findings rehearse(CommandLine line, Configuration configuration) throws IOException;
    }

    /**
     * What a rehearsal has found.
     *
     * @param failures a sentence for all that would keep the switch, or a plugin, from running
     * @param warnings a sentence for all that is allowed, but probably a mistake
     * @param protocol what the plugins that ran speak, as a page in Markdown
     */
    public record Findings(List<String> failures, List<String> warnings, String protocol) {}

    private static final class NotRunning extends IOException {
        @Serial private static final long serialVersionUID = 1;
    }

    private final Serving serving;
    private final Rehearsal rehearsal;
    private final PrintStream out;
    private final PrintStream complaints;

    public Commands(Serving serving, Rehearsal rehearsal, PrintStream out, PrintStream complaints) {
        this.serving = serving;
        this.rehearsal = rehearsal;
        this.out = out;
        this.complaints = complaints;
    }

    public ExitCode execute(List<String> words) {
        try {
            CommandLine line = CommandLine.parse(words);
            return switch (line.command()) {
                case "run" -> run(line);
                case "validate" -> validate(line);
                case "config" -> config(line);
                case "plugins" -> plugins(line);
                case "top" -> top(line);
                case "may" -> may(line);
                case "protocol" -> protocol(line);
                case "reload" -> order(line, "/reload");
                case "drain" -> drain(line);
                case "ask" -> ask(line);
                case "admin-token" ->
                        new AdminTokenCommand(TokenFile.in(line.folders().data()), out)
                                .execute(line.options(), Instant.now());
                case "revoke" -> revoke(line, RevokeCommand.revoke(line.options()));
                case "revocations" -> revoke(line, RevokeCommand.revocations(line.options()));
                case "exercise" -> exercise(line);
                default -> throw new WrongUsage("there is no command '" + line.command() + "'");
            };
        } catch (WrongUsage wrong) {
            complain(wrong.getMessage() + "; see: switchboard help");
            return ExitCode.WRONG_USAGE;
        } catch (ConfigurationException wrong) {
            complaints.println(wrong.getMessage());
            return ExitCode.WRONG_CONFIGURATION;
        } catch (AccessDeniedException denied) {
            complain("may not read " + denied.getFile() + "; ask as its owner, or as root");
            return ExitCode.NOT_PERMITTED;
        } catch (SSLException refused) {
            complain(
                    "the admin port and this command do not get on by TLS: "
                            + refused.getMessage()
                            + "; does it want a certificate"
                            + " (SWITCHBOARD_ADMIN_CLIENT_CERTIFICATE and _KEY)?");
            return ExitCode.NOT_PERMITTED;
        } catch (ConnectException refused) {
            complain("Switchboard does not run: nobody answers at its admin address");
            return ExitCode.NOT_RUNNING;
        } catch (NotRunning nothingTold) {
            complain("Switchboard is not running, or has no admin address");
            return ExitCode.NOT_RUNNING;
        } catch (IOException failure) {
            boolean isSentence = failure.getClass() == IOException.class;
            complain(isSentence ? String.valueOf(failure.getMessage()) : failure.toString());
            return ExitCode.FAILED;
        }
    }

    private ExitCode run(CommandLine line) throws WrongUsage, ConfigurationException, IOException {
        line.has(CommandLine.BACKGROUND);
        try {
            return serving.serve(line);
        } finally {
            files(line).forget();
        }
    }

    private ExitCode validate(CommandLine line)
            throws WrongUsage, ConfigurationException, IOException {
        line.hasNoOptions();
        var configuration = Configuration.load(sources(line));
        var found = rehearsal.rehearse(line, configuration);
        Stream.concat(
                        configuration.warnings().stream().map(Mistake::sentence),
                        found.warnings().stream())
                .forEach(warning -> complaints.println("warning: " + warning));
        if (!found.failures().isEmpty()) {
            found.failures().forEach(complaints::println);
            return ExitCode.WRONG_CONFIGURATION;
        }
        out.println("The configuration in " + line.folders().conf() + " is valid.");
        return ExitCode.DONE;
    }

    /** The page of the plugins that run; of those that do not, why. */
    private ExitCode protocol(CommandLine line)
            throws WrongUsage, ConfigurationException, IOException {
        line.hasNoOptions();
        var found = rehearsal.rehearse(line, Configuration.load(sources(line)));
        out.print(found.protocol());
        found.failures().forEach(complaints::println);
        return found.failures().isEmpty() ? ExitCode.DONE : ExitCode.WRONG_CONFIGURATION;
    }

    private ExitCode config(CommandLine line)
            throws WrongUsage, ConfigurationException, IOException {
        boolean changedOnly = line.has("--changed");
        var configuration = Configuration.load(sources(line));
        Path plugins = line.folders().resolve(configuration.settings().plugins().directory());
        EffectiveConfiguration effective =
                EffectiveConfiguration.of(configuration, Plugins.defaults(plugins));
        out.print((changedOnly ? effective.changed() : effective).table());
        files(line)
                .admin()
                .ifPresent(admin ->
                        complaints.println(
                                "This is what the files and your environment say. What the running"
                                        + " switch has in force: "
                                        + admin
                                        + "/config"));
        return ExitCode.DONE;
    }

    private ExitCode plugins(CommandLine line) throws WrongUsage, IOException {
        line.hasNoOptions();
        try (AdminClient client = reader(line)) {
            return show(client.ask("/plugins"));
        }
    }

    private ExitCode top(CommandLine line) throws WrongUsage, IOException {
        var command = TopCommand.of(line.options(), System.getenv());
        try (AdminClient client = reader(line)) {
            return show(command.run(client, out));
        }
    }

    private ExitCode may(CommandLine line) throws WrongUsage, IOException {
        var command = MayCommand.of(line.options());
        try (AdminClient client = reader(line)) {
            var answer = command.ask(client);
            var shown = show(answer);
            return shown == ExitCode.DONE && !MayCommand.isYes(answer) ? ExitCode.FAILED : shown;
        }
    }

    private ExitCode order(CommandLine line, String path) throws WrongUsage, IOException {
        line.hasNoOptions();
        try (AdminClient client = operator(line)) {
            return show(client.order(path));
        }
    }

    private ExitCode drain(CommandLine line) throws WrongUsage, IOException {
        var command = DrainCommand.of(line.options());
        try (AdminClient client = operator(line)) {
            var code = show(command.order(client));
            if (code == ExitCode.DONE && command.waits()) {
                command.follow(client, out);
            }
            return code;
        }
    }

    private ExitCode revoke(CommandLine line, RevokeCommand command) throws IOException {
        try (AdminClient client = operator(line)) {
            var answer = command.run(client);
            var code = show(answer);
            return code == ExitCode.WRONG_CONFIGURATION ? ExitCode.FAILED : code;
        }
    }

    private AdminClient operator(CommandLine line) throws IOException {
        var files = files(line);
        var token = Optional.of(running(files.token()));
        return AdminClient.of(running(files.admin()), token, files, System.getenv());
    }

    /** A page of the admin port as it is; the launcher asks so where it cannot itself. */
    private ExitCode ask(CommandLine line) throws WrongUsage, IOException {
        if (line.options().size() != 1 || !line.options().getFirst().startsWith("/")) {
            throw new WrongUsage("ask needs one path, as in /info");
        }
        try (AdminClient client = reader(line)) {
            var answer = client.ask(line.options().getFirst());
            var code = show(answer);
            return answer.statusCode() == HttpStatus.UNAUTHORIZED_401
                    ? ExitCode.NOT_PERMITTED
                    : code;
        }
    }

    /** With the token of the run, if this user may read it. */
    private static AdminClient reader(CommandLine line) throws IOException {
        var files = files(line);
        return AdminClient.of(running(files.admin()), readable(files), files, System.getenv());
    }

    private static Optional<String> readable(RunFiles files) throws IOException {
        try {
            return files.token();
        } catch (AccessDeniedException notOurs) {
            return Optional.empty();
        }
    }

    private ExitCode exercise(CommandLine line) throws WrongUsage, IOException {
        line.hasNoOptions();
        RunFiles files = files(line);
        try (AdminClient client = reader(line);
                Exercise exercise = new Exercise(running(files.websocket()), client)) {
            exercise.run();
        }
        return ExitCode.DONE;
    }

    /** What a running switch has told. */
    private static String running(Optional<String> told) throws NotRunning {
        return told.orElseThrow(NotRunning::new);
    }

    private static RunFiles files(CommandLine line) {
        return new RunFiles(line.folders().run());
    }

    private ExitCode show(HttpResponse<String> response) {
        String text = response.body().stripTrailing();
        if (response.statusCode() / 100 == 2) {
            out.println(text);
            return ExitCode.DONE;
        }
        complaints.println(text);
        return response.statusCode() == HttpStatus.UNPROCESSABLE_ENTITY_422
                ? ExitCode.WRONG_CONFIGURATION
                : ExitCode.FAILED;
    }

    private void complain(String sentence) {
        complaints.println("switchboard: " + sentence);
    }

    private static ConfigurationSources sources(CommandLine line) {
        return ConfigurationSources.in(line.folders().conf());
    }
}
