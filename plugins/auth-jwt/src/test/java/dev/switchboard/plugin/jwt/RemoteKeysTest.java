// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import static dev.switchboard.plugin.jwt.Forge.ED;
import static dev.switchboard.plugin.jwt.Forge.NOW;
import static dev.switchboard.plugin.jwt.Forge.OTHER_ED;
import static dev.switchboard.plugin.jwt.Forge.claims;
import static dev.switchboard.plugin.jwt.Forge.header;
import static dev.switchboard.plugin.jwt.Forge.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.switchboard.api.Credentials;
import dev.switchboard.api.Refusal;
import dev.switchboard.support.Await;
import dev.switchboard.testkit.PluginHarness;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When keys are fetched, and how long they are used. */
class RemoteKeysTest {

    private static final int LOGINS = 100;

    @AutoClose private final Provider provider = Provider.start();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Issuers issuers =
            Issuers.of(
                    new JwtSettings(Map.of("main", settings())),
                    now::get,
                    System.getLogger("test"));

    private IssuerSettings settings() {
        return new IssuerSettings(
                provider.issuer(),
                List.of(Forge.AUDIENCE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A token that is good at the moment to which the clock has been set. */
    private String signed(String id, KeyPair pair) {
        return token(
                header("EdDSA", "kid", '"' + id + '"'),
                claims(
                        "iss", '"' + provider.issuer() + '"',
                        "iat", Long.toString(now.get().getEpochSecond()),
                        "exp", Long.toString(now.get().getEpochSecond() + 60)),
                pair.getPrivate());
    }

    private String user(String id, KeyPair pair) throws Exception {
        return issuers.check(signed(id, pair)).user();
    }

    private Refusal refused(String id, KeyPair pair) {
        var refusal = catchThrowableOfType(Refusal.class, () -> user(id, pair));
        assertThat(refusal).hasMessageContaining("a key that is not known");
        return refusal;
    }

    private void pass(Duration time) {
        now.updateAndGet(moment -> moment.plus(time));
    }

    @Test
    void keysAreFetchedOnce() throws Exception {
        provider.publishing(Map.of("a", ED));

        assertThat(user("a", ED)).isEqualTo("ann");
        assertThat(user("a", ED)).isEqualTo("ann");

        assertThat(provider.asked).hasValue(1);
    }

    @Test
    void aNewKeyIsFetchedWhenATokenNamesIt() throws Exception {
        provider.publishing(Map.of("a", ED));
        user("a", ED);
        provider.publishing(Map.of("b", OTHER_ED));

        assertThat(user("b", OTHER_ED)).isEqualTo("ann");
        assertThat(refused("a", ED).code()).isEqualTo("bad_token");
        assertThat(provider.asked).hasValue(2);
    }

    @Test
    void inventedKeysAreNoReasonToAskAgainAndAgain() throws Exception {
        provider.publishing(Map.of("a", ED));
        user("a", ED);
        for (int login = 0; login < LOGINS; login++) {
            refused("invented " + login, ED);
        }
        assertThat(provider.asked).hasValue(2);

        pass(Duration.ofSeconds(29));
        assertThat(refused("b", OTHER_ED).retryAfter()).contains(Duration.ofSeconds(1));
        assertThat(provider.asked).hasValue(2);

        pass(Duration.ofSeconds(1));
        provider.publishing(Map.of("b", OTHER_ED));
        assertThat(user("b", OTHER_ED)).isEqualTo("ann");
    }

    @Test
    void aHundredLoginsThatWaitCauseOneRequest() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        var good = Provider.json(Provider.set(Map.of("a", ED)));
        provider.answering(exchange -> {
            mayAnswer.await();
            good.answer(exchange);
        });

        var users = new ArrayList<>(loginsThatWait("a", ED));
        pass(RemoteKeys.PAUSE_WITHOUT_KEYS);
        users.addAll(loginsThatWait("a", ED));
        mayAnswer.countDown();

        for (var user : users) {
            assertThat(user.get()).isEqualTo("ann");
        }
        assertThat(provider.asked).hasValue(1);
    }

    @Test
    void aHundredLoginsWithANewKeyCauseOneRequest() throws Exception {
        provider.publishing(Map.of("a", ED));
        user("a", ED);
        var mayAnswer = new CountDownLatch(1);
        var good = Provider.json(Provider.set(Map.of("b", OTHER_ED)));
        provider.answering(exchange -> {
            mayAnswer.await();
            good.answer(exchange);
        });

        var users = loginsThatWait("b", OTHER_ED);
        assertThat(user("a", ED)).as("who needs no new key does not wait").isEqualTo("ann");
        mayAnswer.countDown();

        for (var user : users) {
            assertThat(user.get()).isEqualTo("ann");
        }
        assertThat(provider.asked).hasValue(2);
    }

    private List<CompletableFuture<String>> loginsThatWait(String id, KeyPair pair) {
        String token = signed(id, pair);
        List<Thread> threads = new ArrayList<>();
        List<CompletableFuture<String>> users = new ArrayList<>();
        for (int login = 0; login < LOGINS; login++) {
            var user = new CompletableFuture<String>();
            users.add(user);
            threads.add(
                    Thread.startVirtualThread(() -> {
                        try {
                            user.complete(issuers.check(token).user());
                        } catch (Exception failure) {
                            user.completeExceptionally(failure);
                        }
                    }));
        }
        Await.until(
                "all wait",
                () -> threads.stream().allMatch(it -> it.getState() == Thread.State.TIMED_WAITING));
        return users;
    }

    @Test
    void withoutKeysNobodyIsRefusedForGood() throws Exception {
        provider.answering(Provider.status(503));

        assertThatIOException()
                .isThrownBy(() -> user("a", ED))
                .withMessage("the keys of the issuer main cannot be fetched");
        assertThatIOException().isThrownBy(() -> user("a", ED));
        assertThat(provider.asked).as("one failure answers all for a moment").hasValue(1);

        pass(RemoteKeys.PAUSE_WITHOUT_KEYS);
        provider.publishing(Map.of("a", ED));
        assertThat(user("a", ED)).isEqualTo("ann");
    }

    @Test
    void knownKeysAreUsedForADayWhileNoneCanBeFetched() throws Exception {
        provider.publishing(Map.of("a", ED));
        user("a", ED);
        provider.answering(Provider.status(503));

        assertThat(refused("b", OTHER_ED).retryAfter()).contains(RemoteKeys.PAUSE);
        pass(RemoteKeys.LONGEST_USE);
        assertThat(user("a", ED)).isEqualTo("ann");
        pass(Duration.ofSeconds(1));
        assertThatIOException().isThrownBy(() -> user("a", ED));
        pass(RemoteKeys.PAUSE_WITHOUT_KEYS);
        provider.publishing(Map.of("a", ED));
        assertThat(user("a", ED)).isEqualTo("ann");
    }

    @Test
    void aSecretIsNeverFetched(@TempDir Path folder) throws Exception {
        String secret = "a secret of thirty-two characters";
        Path file = Forge.file(folder, "secret", secret);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        var usual = settings();
        var both =
                new IssuerSettings(
                        usual.issuer(),
                        usual.audience(),
                        Optional.of(List.of("HS256", "EdDSA")),
                        usual.keys(),
                        usual.jwks(),
                        usual.discovery(),
                        Optional.of(file),
                        usual.userClaim(),
                        usual.userPrefix(),
                        usual.roomsClaim(),
                        usual.actionsClaim(),
                        usual.leeway(),
                        usual.maxLife());
        var key = new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256");
        String token = token(header("HS256"), claims("iss", '"' + provider.issuer() + '"'), key);

        var check =
                Issuers.of(
                        new JwtSettings(Map.of("main", both)), now::get, System.getLogger("test"));

        assertThat(check.check(token).user()).isEqualTo("ann");
        assertThat(provider.asked).hasValue(0);
    }

    @Test
    void keysAreFetchedAtTheStartAndEveryTenMinutes() {
        provider.publishing(Map.of("a", ED));
        String settings =
                "issuers.main { issuer = \"%s\", audience = [y], discovery = true }"
                        .formatted(provider.issuer());
        try (var harness = PluginHarness.of(new AuthJwtPlugin()).settings(settings).start()) {
            harness.advance(Duration.ofMillis(1));
            Await.until("the first time", () -> provider.asked.get() == 1);
            harness.advance(RemoteKeys.PERIOD);
            Await.until("the second time", () -> provider.asked.get() == 2);
        }
    }

    @Test
    void aProviderThatDoesNotAnswerHoldsNothingUp() {
        var mayAnswer = new CountDownLatch(1);
        var good = Provider.json(Provider.set(Map.of("a", ED)));
        provider.answering(exchange -> {
            mayAnswer.await();
            good.answer(exchange);
        });
        String settings =
                "issuers.main { issuer = \"%s\", audience = [y], discovery = true }"
                        .formatted(provider.issuer());
        try (var harness = PluginHarness.of(new AuthJwtPlugin()).settings(settings).start()) {
            harness.advance(Duration.ofMillis(1));
            Await.until("it is asked", () -> provider.asked.get() == 1);
            harness.connect().expectNothing();
        }
        mayAnswer.countDown();
    }

    /** Otherwise tokens of this issuer could keep out those of others. */
    @Test
    void keysThatCannotBeHadAreNoFailureOfThePlugin() {
        provider.discoveredAs(Provider.status(500));
        var authenticator = new TokenAuthenticator(issuers, count -> {}, count -> {});
        var shown =
                new Credentials(
                        Optional.of(signed("a", Forge.ED)),
                        Map.of(),
                        "/ws",
                        InetAddress.getLoopbackAddress());

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> authenticator.authenticate(shown))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("unavailable"));
    }
}
