// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.plugin.jwt;

import static dev.switchboard.plugin.jwt.Forge.ED;
import static dev.switchboard.plugin.jwt.Forge.ISSUER;
import static dev.switchboard.plugin.jwt.Forge.NOW;
import static dev.switchboard.plugin.jwt.Forge.ed;
import static dev.switchboard.plugin.jwt.Forge.in;
import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What good tokens come to. */
class ClaimsTest {

    @TempDir private Path folder;

    private Identity identity(String token) throws Exception {
        return identity(token, settings());
    }

    private static Identity identity(String token, IssuerSettings settings) throws Exception {
        return Issuers.of(
                        new JwtSettings(Map.of("main", settings)),
                        () -> NOW,
                        System.getLogger("test"))
                .check(token);
    }

    private IssuerSettings settings() {
        return Forge.settings(
                ISSUER, List.of("EdDSA"), Forge.file(folder, "key.pem", Forge.pem(ED.getPublic())));
    }

    private static List<Grant> grants(Identity identity) {
        return identity.grants().orElseThrow();
    }

    @Test
    void everythingThatATokenSaysIsTold() throws Exception {
        var ann = identity(ed("jti", "\"t-1\""));

        assertThat(ann.user()).isEqualTo("ann");
        assertThat(ann.tokenId()).contains("t-1");
        assertThat(ann.issuedAt()).contains(NOW.minusSeconds(60));
        assertThat(ann.expiresAt()).contains(NOW.plusSeconds(600));
        assertThat(ann.grants()).isEmpty();
    }

    @Test
    void whatATokenNeedNotSayCanBeMissing() throws Exception {
        var ann = identity(ed("iat", null));

        assertThat(ann.issuedAt()).isEmpty();
        assertThat(ann.tokenId()).isEmpty();
    }

    @Test
    void clocksMayDifferALittle() throws Exception {
        assertThat(identity(ed("iat", in(30), "nbf", in(30))).user()).isEqualTo("ann");
        assertThat(identity(ed("exp", in(-29))).expiresAt()).contains(NOW.plusSeconds(1));
    }

    @Test
    void oneOfSeveralAudiencesIsEnough() throws Exception {
        assertThat(identity(ed("aud", "[\"billing\",\"switchboard\"]")).user()).isEqualTo("ann");
    }

    @Test
    void fractionsOfSecondsAreCutOff() throws Exception {
        assertThat(identity(ed("exp", in(600) + ".9")).expiresAt()).contains(NOW.plusSeconds(600));
    }

    @Test
    void namesOfUsersMayBeOfAnyScript() throws Exception {
        for (String name : List.of("Ænn 👋", "安", "آن", "ann@example.org", "\u0301a")) {
            assertThat(identity(ed("sub", '"' + name + '"')).user()).isEqualTo(name);
        }
        assertThat(identity(ed("sub", "\"\\ud83d\\udc4b\"")).user()).isEqualTo("👋");
    }

    @Test
    void theTypeOfAnAccessTokenIsAccepted() throws Exception {
        for (String type : List.of("JWT", "jwt", "at+jwt", "application/at+jwt")) {
            String header = Forge.header("EdDSA", "typ", '"' + type + '"');
            assertThat(identity(Forge.token(header, Forge.claims(), ED.getPrivate())).user())
                    .isEqualTo("ann");
        }
    }

    @Test
    void theLettersBehindARoomSayWhatIsAllowedThere() throws Exception {
        assertThat(grants(identity(ed("rooms", "[\"team-7.*:r\",\"out:w\",\"all:rw\",\"lobby\"]"))))
                .containsExactly(
                        new Grant(Set.of("join"), "team-7.*"),
                        new Grant(Set.of("publish"), "out"),
                        new Grant(Set.of("join", "publish"), "all"),
                        new Grant(Set.of("join", "publish"), "lobby"));
    }

    @Test
    void aColonInTheNameOfARoomStays() throws Exception {
        assertThat(grants(identity(ed("rooms", "[\"a:b\",\"a:r:w\",\"a:\",\"a:x\",\":r\"]"))))
                .extracting(Grant::rooms)
                .containsExactly("a:b", "a:r", "a:", "a:x", ":r");
    }

    @Test
    void aTextHasItsPartsBetweenSpaces() throws Exception {
        var ann = identity(ed("rooms", "\"a:r  b:w\"", "actions", "\"chat direct\""));

        assertThat(grants(ann))
                .containsExactly(
                        new Grant(Set.of("join"), "a"),
                        new Grant(Set.of("publish"), "b"),
                        new Grant(Set.of("chat", "direct"), "*"));
    }

    @Test
    void actionsAreGrantedEverywhereAndNothingElseIs() throws Exception {
        assertThat(grants(identity(ed("actions", "[\"chat\",\"direct\",\"chat\"]"))))
                .containsExactly(new Grant(Set.of("chat", "direct"), "*"));
    }

    @Test
    void whoMayGoNowhereIsToldApartFromWhoIsNotSpokenOf() throws Exception {
        assertThat(identity(ed("rooms", "[]")).grants()).contains(List.of());
        assertThat(identity(ed("actions", "\"\"")).grants()).contains(List.of());
        assertThat(identity(ed("rooms", "null")).grants()).isEmpty();
    }

    @Test
    void claimsAndPrefixAreAsConfigured() throws Exception {
        var usual = settings();
        var changed =
                new IssuerSettings(
                        usual.issuer(),
                        List.of("a", "b"),
                        usual.algorithms(),
                        usual.keys(),
                        usual.jwks(),
                        usual.discovery(),
                        usual.secretFile(),
                        Optional.of("email"),
                        Optional.of("main/"),
                        Optional.of("where"),
                        Optional.of("scope"),
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofDays(2)));
        var ann =
                identity(
                        ed(
                                "aud", "\"b\"",
                                "email", "\"ann@example.org\"",
                                "where", "\"lobby:r\"",
                                "scope", "\"chat\"",
                                "rooms", "{}",
                                "exp", in(47 * 3600)),
                        changed);

        assertThat(ann.user()).isEqualTo("main/ann@example.org");
        assertThat(grants(ann)).extracting(Grant::rooms).containsExactly("lobby", "*");
    }
}
