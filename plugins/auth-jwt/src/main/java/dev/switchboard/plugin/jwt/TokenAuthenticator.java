// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import dev.switchboard.api.Authenticator;
import dev.switchboard.api.Code;
import dev.switchboard.api.Counter;
import dev.switchboard.api.Credentials;
import dev.switchboard.api.Identity;
import dev.switchboard.api.Refusal;
import java.io.IOException;
import java.util.Optional;

/**
 * Knows those who show a JSON Web Token. A token without a dot is none, and for others to judge.
 * Any thread may ask.
 */
record TokenAuthenticator(Issuers issuers, Counter accepted, Counter refused)
        implements Authenticator {

    @Override
    public Optional<Identity> authenticate(Credentials credentials) throws InterruptedException {
        var token = credentials.token().filter(text -> text.indexOf('.') >= 0);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        try {
            var identity = issuers.check(token.get());
            accepted.increment();
            return Optional.of(identity);
        } catch (Refusal no) {
            refused.increment();
            throw no;
        } catch (IOException noKeys) {
            // No failure of ours, for which the tokens of other issuers would have to suffer.
            throw new Refusal(Code.UNAVAILABLE, "the keys of the issuer cannot be had now")
                    .retryAfter(RemoteKeys.PAUSE_WITHOUT_KEYS);
        }
    }
}
