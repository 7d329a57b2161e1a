// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.switchboard.api.Counter;
import dev.switchboard.api.Credentials;
import dev.switchboard.api.MessagePlugin;
import dev.switchboard.api.Refusal;
import dev.switchboard.testkit.PluginHarness;
import java.net.InetAddress;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthJwtPluginTest {

    @TempDir private Path folder;

    /** Loads the plugin and its library anew, and notes what it loads. */
    private static final class Noting extends URLClassLoader {
        private final Set<String> loaded = ConcurrentHashMap.newKeySet();

        Noting() {
            super(
                    new URL[] {
                        place(AuthJwtPlugin.class), place(org.jose4j.jws.JsonWebSignature.class)
                    },
                    AuthJwtPluginTest.class.getClassLoader());
        }

        private static URL place(Class<?> type) {
            return type.getProtectionDomain().getCodeSource().getLocation();
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            boolean isOurs = name.startsWith("dev.switchboard.plugin.jwt.");
            if (!isOurs && !name.startsWith("org.jose4j.")) {
                return super.loadClass(name, resolve);
            }
            loaded.add(name);
            synchronized (getClassLoadingLock(name)) {
                var known = findLoadedClass(name);
                return known == null ? findClass(name) : known;
            }
        }

        private PluginHarness harness() throws ReflectiveOperationException {
            var plugin = loadClass(AuthJwtPlugin.class.getName()).getDeclaredConstructor();
            return PluginHarness.of((MessagePlugin) plugin.newInstance());
        }
    }

    @Test
    void withoutIssuersNothingOfTheLibraryIsLoaded() throws Exception {
        try (var classes = new Noting();
                var harness = classes.harness().start()) {
            assertThat(harness.hub()).isNotNull();
            assertThat(classes.loaded)
                    .contains(AuthJwtPlugin.class.getName())
                    .doesNotContain(Issuers.class.getName())
                    .noneMatch(name -> name.startsWith("org.jose4j."));
        }
    }

    @Test
    void withIssuersItIs() throws Exception {
        Path key = Forge.file(folder, "key.pem", Forge.pem(Forge.EC.getPublic()));
        String settings =
                "issuers.main { issuer = x, audience = [y], keys = [\"%s\"] }".formatted(key);
        try (var classes = new Noting();
                var harness = classes.harness().settings(settings).start()) {
            assertThat(harness.hub()).isNotNull();
            assertThat(classes.loaded).anyMatch(name -> name.startsWith("org.jose4j."));
        }
    }

    @Test
    void whatIsNoTokenOfThisKindIsForOthersToJudge() throws Exception {
        var authenticator = authenticator(new AtomicLong(), new AtomicLong());

        assertThat(authenticator.authenticate(shown(Optional.empty()))).isEmpty();
        assertThat(authenticator.authenticate(shown(Optional.of("a-key-of-another-kind"))))
                .isEmpty();
    }

    @Test
    void everyAnswerIsCounted() throws Exception {
        var accepted = new AtomicLong();
        var refused = new AtomicLong();
        var authenticator = authenticator(accepted, refused);

        assertThat(authenticator.authenticate(shown(Optional.of(Forge.ed())))).isPresent();
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> authenticator.authenticate(shown(Optional.of("a.b.c"))));

        assertThat(accepted).hasValue(1);
        assertThat(refused).hasValue(1);
    }

    private TokenAuthenticator authenticator(AtomicLong accepted, AtomicLong refused) {
        Path key = Forge.file(folder, "key.pem", Forge.pem(Forge.ED.getPublic()));
        var settings = Forge.settings(Forge.ISSUER, List.of("EdDSA"), key);
        return new TokenAuthenticator(
                Issuers.of(
                        new JwtSettings(Map.of("main", settings)),
                        () -> Forge.NOW,
                        System.getLogger("test")),
                counter(accepted),
                counter(refused));
    }

    private static Counter counter(AtomicLong count) {
        return count::addAndGet;
    }

    private static Credentials shown(Optional<String> token) {
        return new Credentials(token, Map.of(), "/ws", InetAddress.getLoopbackAddress());
    }
}
