// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt.command;

import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import dev.switchboard.plugin.jwt.TokenCheck;
import dev.switchboard.server.config.binding.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Carries out {@code bin/switchboard token}. Results go to one stream, errors to another. A token
 * is read from the input, never from the command line, which every user of the machine can see.
 */
public final class TokenCommand {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;
    private static final int WRONG_CONFIGURATION = 6;

    /** More than any token, so that it can be told that one is too long. */
    private static final int LARGEST_INPUT = 64 * 1024;

    private static final String HELP =
            """
            usage: switchboard token COMMAND [OPTION]...

              keys      make a pair of Ed25519 keys: the private one for who makes tokens, the public one
                        for the switch
                --key FILE         the private key; the public one is FILE.pub
              make      print a token
                --key FILE         the private key, as PEM
                --issuer NAME      as in the configuration
                --audience NAME    as in the configuration
                --user NAME        whom the token is for
                --rooms ROOM:rw    where it may join (r) and publish (w); several times, or with commas
                --actions NAME     what it may do anywhere; several times, or with commas
                --life 1h          how long it is valid
                --id ID            the id of the key, if it is one of several in a set
              check     read a token from the input and say whether the configured issuers vouch for it:
                        exit code 0 if they do, 1 if not
              explain   read a token from the input and print what is in it, unchecked
            """;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream complaints;

    TokenCommand(InputStream in, PrintStream out, PrintStream complaints) {
        this.in = in;
        this.out = out;
        this.complaints = complaints;
    }

    /** The first two words are {@code --conf} and a folder; the launcher sees to that. */
    public static void main(String[] words) throws InterruptedException {
        var command = new TokenCommand(System.in, System.out, System.err);
        System.exit(command.execute(Path.of(words[1]), List.of(words).subList(2, words.length)));
    }

    int execute(Path conf, List<String> words) throws InterruptedException {
        try {
            if (words.isEmpty()) {
                throw new WrongUsage("a command is missing");
            }
            var rest = words.subList(1, words.size());
            return switch (words.getFirst()) {
                case "keys" -> keys(rest);
                case "make" -> make(rest);
                case "check" -> check(conf, rest);
                case "explain" -> explain(rest);
                case "--help" -> {
                    out.print(HELP);
                    yield DONE;
                }
                default -> throw new WrongUsage("there is no such command");
            };
        } catch (WrongUsage wrong) {
            complain(wrong.getMessage() + "; see: switchboard token --help");
            return WRONG_USAGE;
        } catch (ConfigurationException wrong) {
            complaints.println(wrong.getMessage());
            return WRONG_CONFIGURATION;
        } catch (FileAlreadyExistsException there) {
            complain(there.getFile() + " is there already, and is left as it is");
            return FAILED;
        } catch (NoSuchFileException missing) {
            complain("there is no file or folder " + missing.getFile());
            return FAILED;
        } catch (IOException failure) {
            boolean isSentence = failure.getClass() == IOException.class;
            complain(isSentence ? String.valueOf(failure.getMessage()) : failure.toString());
            return FAILED;
        }
    }

    private int keys(List<String> words) throws WrongUsage, IOException {
        var file = Path.of(Options.parse(words, "--key").required("--key")).toAbsolutePath();
        var publicFile = KeyPairFiles.make(file);
        out.println("%s is the private key, for who makes tokens".formatted(file));
        out.println("%s is the public key, for the configuration:".formatted(publicFile));
        out.println("  keys = [\"%s\"]".formatted(publicFile));
        return DONE;
    }

    private int make(List<String> words) throws WrongUsage, IOException {
        out.println(
                NewToken.of(
                                Options.parse(
                                        words,
                                        "--key",
                                        "--issuer",
                                        "--audience",
                                        "--user",
                                        "--rooms",
                                        "--actions",
                                        "--life",
                                        "--id"))
                        .sign(InstantSource.system().instant()));
        return DONE;
    }

    private int check(Path conf, List<String> words)
            throws WrongUsage, ConfigurationException, IOException, InterruptedException {
        Options.parse(words);
        var check = TokenCheck.of(Configured.settings(conf));
        if (check.isEmpty()) {
            throw new IOException("no issuers are configured; see docs/AUTH.md");
        }
        try {
            say(check.get().check(token()));
            return DONE;
        } catch (Refusal no) {
            out.println("not valid (%s): %s".formatted(no.code(), no.text()));
            return FAILED;
        }
    }

    private void say(Identity identity) {
        out.println("valid, and the user is " + Explanation.json(identity.user()));
        identity.expiresAt().ifPresent(end -> out.println("  until    " + end));
        identity.tokenId().ifPresent(id -> out.println("  token    " + Explanation.json(id)));
        identity.grants()
                .ifPresentOrElse(
                        grants -> {
                            grants.forEach(grant ->
                                    out.println(
                                            "  may      %s in %s"
                                                    .formatted(
                                                            String.join(
                                                                    ", ",
                                                                    grant.actions().stream()
                                                                            .sorted()
                                                                            .map(Explanation::json)
                                                                            .toList()),
                                                            Explanation.json(grant.rooms()))));
                            out.println("  and nothing else in rooms");
                        },
                        () -> out.println("  the token does not say what the user may do"));
    }

    private int explain(List<String> words) throws WrongUsage, IOException {
        Options.parse(words);
        Explanation.of(token()).forEach(out::println);
        return DONE;
    }

    private String token() throws IOException {
        byte[] input = in.readNBytes(LARGEST_INPUT + 1);
        if (input.length > LARGEST_INPUT) {
            throw new IOException("that is no token: it is longer than 64 KiB");
        }
        return new String(input, StandardCharsets.UTF_8).strip();
    }

    private void complain(String sentence) {
        complaints.println("switchboard: " + sentence);
    }
}
