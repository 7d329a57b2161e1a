// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.api.Grant;
import dev.switchboard.api.Identity;
import dev.switchboard.server.config.Configuration;
import dev.switchboard.server.config.RightsSettings;
import dev.switchboard.server.config.Settings;
import dev.switchboard.server.config.binding.ConfigurationException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTest {

    private static final Optional<Identity> NOBODY = Optional.empty();

    private final KnownDecisions known = new KnownDecisions();

    private static Settings settings(String text) throws ConfigurationException {
        return Configuration.of("rights { " + text + " }").settings();
    }

    private static Rights rights(String... rules) throws ConfigurationException {
        var settings = settings("rules = [ " + String.join(", ", rules) + " ]");
        return new Rights(() -> settings);
    }

    private static Optional<Identity> user(String name) {
        return Optional.of(Identity.of(name));
    }

    private static Optional<Identity> ann(Grant... grants) {
        return Optional.of(Identity.of("ann").granted(List.of(grants)));
    }

    private static Grant grant(String rooms, String... actions) {
        return new Grant(Set.of(actions), rooms);
    }

    /** What decides, with a sign in front; {@code ?} if it is for others. */
    private String decide(
            Rights rights, Optional<Identity> who, String action, @Nullable String room) {
        var decision = rights.decide(known, who, action, room);
        return decision == null ? "?" : (decision.allowed() ? "+" : "-") + decision.by();
    }

    @Test
    void withoutRulesNothingIsDecidedAndAllIsOpen() throws ConfigurationException {
        var rights = rights();
        assertThat(decide(rights, user("ann"), "join", "r")).isEqualTo("?");
        assertThat(rights.otherwise("join")).isEqualTo(new Decision(true, "rights.otherwise"));
        assertThat(rights.unanswered("night").allowed()).isFalse();
        assertThat(rights.isOpenTo(NOBODY)).isTrue();
        assertThat(rights.isOpenTo(user("ann"))).isTrue();
        assertThat(rights.isOpenTo(ann())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"otherwise = deny", "rules = [ { allow = [join] } ]"})
    void withRulesNothingIsOpen(String text) throws ConfigurationException {
        var settings = settings(text);
        assertThat(new Rights(() -> settings).isOpenTo(NOBODY)).isFalse();
    }

    @Test
    void theFirstRuleThatMatchesDecides() throws ConfigurationException {
        var rights =
                rights(
                        "{ allow = [join, publish], rooms = [\"lobby\", \"team-{user}.*\"] }",
                        "{ deny = [publish], users = [\"guest-*\", bob] }",
                        "{ allow = [publish] }",
                        "{ deny = [\"*\"], anonymous = true }");
        assertThat(decide(rights, user("bob"), "publish", "lobby"))
                .isEqualTo("+rule 1 of rights.rules");
        assertThat(decide(rights, user("bob"), "publish", "team-bob.x"))
                .isEqualTo("+rule 1 of rights.rules");
        assertThat(decide(rights, user("bob"), "publish", "team-ann.x"))
                .isEqualTo("-rule 2 of rights.rules");
        assertThat(decide(rights, user("guest-7"), "publish", "x"))
                .isEqualTo("-rule 2 of rights.rules");
        assertThat(decide(rights, user("ann"), "publish", "x"))
                .isEqualTo("+rule 3 of rights.rules");
        assertThat(decide(rights, NOBODY, "publish", "x")).isEqualTo("+rule 3 of rights.rules");
        assertThat(decide(rights, NOBODY, "chat", null)).isEqualTo("-rule 4 of rights.rules");
        assertThat(decide(rights, NOBODY, "join", "team-.x")).isEqualTo("-rule 4 of rights.rules");
        assertThat(decide(rights, user("ann"), "chat", null)).isEqualTo("?");
    }

    @Test
    void aRuleAboutRoomsSaysNothingOfOtherActions() throws ConfigurationException {
        var rights = rights("{ deny = [chat], rooms = [\"*\"] }", "{ allow = [chat] }");
        assertThat(decide(rights, NOBODY, "chat", null)).isEqualTo("+rule 2 of rights.rules");
        assertThat(decide(rights, NOBODY, "chat", "r")).isEqualTo("-rule 1 of rights.rules");
    }

    @Test
    void whoIsMeantByARule() throws ConfigurationException {
        String deny = "{ deny = [chat]%s }";
        assertThat(isDenied(deny.formatted(""))).containsExactly(true, true, true);
        assertThat(isDenied(deny.formatted(", users = [ann]"))).containsExactly(true, false, false);
        assertThat(isDenied(deny.formatted(", users = [\"*\"]")))
                .containsExactly(true, true, false);
        assertThat(isDenied(deny.formatted(", anonymous = true")))
                .containsExactly(false, false, true);
        assertThat(isDenied(deny.formatted(", anonymous = false")))
                .containsExactly(true, true, false);
        assertThat(isDenied(deny.formatted(", anonymous = true, users = [ann]")))
                .containsExactly(true, false, true);
    }

    /** For ann, bob and nobody. */
    private List<Boolean> isDenied(String rule) throws ConfigurationException {
        var rights = rights(rule);
        return List.of(user("ann"), user("bob"), NOBODY).stream()
                .map(who -> rights.decide(known, who, "chat", null) != null)
                .toList();
    }

    @Test
    void grantsSayAllAboutRooms() throws ConfigurationException {
        var rights = rights();
        var who = ann(grant("team-7.*", "join", "publish"), grant("news", "join"));
        assertThat(decide(rights, who, "join", "team-7.x")).isEqualTo("+the grants of ann");
        assertThat(decide(rights, who, "publish", "news")).isEqualTo("-the grants of ann");
        assertThat(decide(rights, who, "join", "other")).isEqualTo("-the grants of ann");
        assertThat(decide(rights, ann(), "join", "news")).isEqualTo("-the grants of ann");
    }

    @Test
    void grantsCanOnlyAllowWhatIsAboutNoRoom() throws ConfigurationException {
        var rights = rights();
        assertThat(decide(rights, ann(grant("", "chat")), "chat", null))
                .isEqualTo("+the grants of ann");
        assertThat(decide(rights, ann(grant("*", "join")), "chat", null)).isEqualTo("?");
    }

    @Test
    void rulesComeBeforeGrants() throws ConfigurationException {
        var rights = rights("{ deny = [publish], rooms = [news] }");
        var who = ann(grant("*", "join", "publish"));
        assertThat(decide(rights, who, "publish", "news")).isEqualTo("-rule 1 of rights.rules");
        assertThat(decide(rights, who, "publish", "x")).isEqualTo("+the grants of ann");
    }

    @Test
    void whatIsKnownHoldsOnlyForTheSameRulesAndUser() throws ConfigurationException {
        var rights = rights("{ deny = [chat], users = [bob] }");
        for (int twice = 0; twice < 2; twice++) {
            assertThat(decide(rights, user("bob"), "chat", null)).startsWith("-");
            assertThat(decide(rights, user("ann"), "chat", null)).isEqualTo("?");
            assertThat(decide(rights, ann(grant("r", "join")), "join", "r")).startsWith("+");
            assertThat(decide(rights, ann(grant("s", "join")), "join", "r")).startsWith("-");
        }

        var next = settings("rules = [ { allow = [chat], users = [bob] } ]").rights();
        assertThat(rights.change(next)).isTrue();
        assertThat(rights.change(next)).isFalse();

        assertThat(decide(rights, user("bob"), "chat", null)).startsWith("+");
    }

    @Test
    void aRuleIsShownAsItIsWritten() throws ConfigurationException {
        String text = "{ deny = [\"*\"], rooms = [\"a.*\"], users = [\"ann\"], anonymous = true }";
        var rule = settings("rules = [ " + text + " ]").rights().rules().getFirst();
        assertThat(rule).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ }",
                "{ allow = [join], deny = [join] }",
                "{ allow = [] }",
                "{ allow = [Join] }",
                "{ allow = [\"jo*\"] }",
                "{ allow = [join], rooms = [] }",
                "{ allow = [join], rooms = [\" \"] }",
                "{ allow = [join], rooms = [\"a\\u0000b\"] }",
                "{ allow = [join], users = [] }",
                "{ allow = [join], room = [r] }",
                "{ allow = [join], anonymous = maybe }"
            })
    void aMistakeNamesItsRule(String rule) {
        assertThatThrownBy(() -> rights("{ allow = [join] }", rule))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rights.rules[1]");
    }

    @Test
    void theExampleOfTheGuideDoesWhatItSays() throws Exception {
        String page = Files.readString(Path.of("../docs/AUTH.md"));
        int start = page.indexOf("rights {\n");
        var settings =
                Configuration.of(page.substring(start, page.indexOf("```", start))).settings();
        var rights = new Rights(() -> settings);
        assertThat(decide(rights, user("ann"), "join", "home:ann:1")).startsWith("+");
        assertThat(decide(rights, user("bob"), "join", "home:ann:1")).startsWith("-");
        assertThat(decide(rights, user("bob"), "publish", "news")).startsWith("+");
        assertThat(decide(rights, user("eve"), "publish", "news")).startsWith("-");
        assertThat(decide(rights, user("eve"), "join", "news")).isEqualTo("?");
        assertThat(decide(rights, NOBODY, "join", "lobby")).startsWith("+");
        assertThat(decide(rights, NOBODY, "chat", null)).startsWith("-");
    }

    @Test
    void theShippedSettingsHaveNoRules() throws ConfigurationException {
        RightsSettings shipped = Configuration.of("").settings().rights();
        assertThat(shipped.rules()).isEmpty();
    }

    @Test
    void connectingIsDecidedByWhatNamesIt() throws ConfigurationException {
        var rights =
                rights(
                        "{ deny = [\"*\"] }",
                        "{ allow = [connect, join], rooms = [\"/u/{user}/*\"] }",
                        "{ deny = [connect], anonymous = true }");
        assertThat(decide(rights, user("ann"), "connect", "/u/ann/x"))
                .isEqualTo("+rule 2 of rights.rules");
        assertThat(decide(rights, user("bob"), "connect", "/u/ann/x")).isEqualTo("?");
        assertThat(decide(rights, NOBODY, "connect", "/ws")).isEqualTo("-rule 3 of rights.rules");
        assertThat(rights.limitConnecting(NOBODY)).isTrue();
        assertThat(rights("{ deny = [\"*\"] }").limitConnecting(NOBODY)).isFalse();
        assertThat(rights().limitConnecting(ann(grant("r", "join")))).isFalse();
        assertThat(rights().limitConnecting(ann(grant("/ws", "connect")))).isTrue();
    }

    @Test
    void grantsSayAllAboutPathsOnlyIfTheyNameConnecting() throws ConfigurationException {
        var rights = rights();
        assertThat(decide(rights, ann(grant("r", "join")), "connect", "/ws")).isEqualTo("?");
        var raw = ann(grant("r", "join"), grant("/raw*", "connect"));
        assertThat(decide(rights, raw, "connect", "/raw2")).isEqualTo("+the grants of ann");
        assertThat(decide(rights, raw, "connect", "/ws")).isEqualTo("-the grants of ann");
    }

    @Test
    void whoeverNobodyKeepsOutMayConnect() throws ConfigurationException {
        var settings = settings("otherwise = deny");
        var rights = new Rights(() -> settings);
        assertThat(rights.otherwise("join").allowed()).isFalse();
        assertThat(rights.otherwise("connect").allowed()).isTrue();
    }
}
