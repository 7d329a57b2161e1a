// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens that are good now: the one of this run, and those of the file, which is read anew when
 * it has changed. While the file cannot be read, its tokens are good for nothing: one of them may
 * have been revoked. Any thread; what is known is replaced as a whole.
 */
final class Tokens {

    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private final AdminToken ofTheRun;
    private final TokenFile file;
    private volatile @Nullable Known known;

    /**
     * What the file was like when it was read.
     *
     * @param trouble why it could not be read, or null
     */
    private record Known(
            Optional<TokenFile.State> state, List<AdminToken> tokens, @Nullable String trouble) {}

    Tokens(AdminToken ofTheRun, TokenFile file) {
        this.ofTheRun = ofTheRun;
        this.file = file;
    }

    /** Fails with a sentence for the operator if the file cannot be read. */
    void read() throws IOException {
        // First the state: should the file change in between, it is read once more.
        var state = file.state();
        known = new Known(state, file.read(), null);
    }

    /** The token with this text. All are compared, so the time that this takes tells nothing. */
    Optional<AdminToken> find(String secret) {
        String hash = AdminToken.hash(secret);
        return Stream.concat(Stream.of(ofTheRun), ofTheFile().stream())
                .filter(each -> each.isOf(hash))
                .reduce((first, _) -> first);
    }

    private List<AdminToken> ofTheFile() {
        var now = known;
        try {
            if (now == null || now.trouble() != null || !now.state().equals(file.state())) {
                read();
                LOG.info("the tokens of the admin port are read anew");
            }
        } catch (IOException unreadable) {
            var trouble = String.valueOf(unreadable.getMessage());
            if (now == null || !trouble.equals(now.trouble())) {
                LOG.error("the tokens of the admin port are good for nothing now: {}", trouble);
            }
            known = new Known(Optional.empty(), List.of(), trouble);
        }
        return Objects.requireNonNull(known).tokens();
    }
}
