// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.client.Template;
import dev.switchboard.load.option.Option;
import dev.switchboard.load.option.Options;
import dev.switchboard.load.option.ScenarioName;
import dev.switchboard.load.option.WrongUsage;
import java.net.URI;
import java.util.List;

/**
 * What clients say, in the words of the server that they talk to.
 *
 * @param path where they connect
 * @param hellos said first, by each
 * @param message with a payload in it
 * @param confirmation what the server's answer to the hello holds; empty if it gives none
 */
record Protocol(Template path, List<Template> hellos, Template message, String confirmation) {
    private static final String JOIN = "{\"msg_type\":\"join_room\",\"room\":\"r%g\"}";
    private static final String JOIN_AND_TELL =
            "{\"msg_type\":\"join_room\",\"id\":1,\"room\":\"r%g\"}";
    private static final String TOLD = "\"msg_type\":\"ok\"";
    private static final String SAY =
            "{\"msg_type\":\"room_message\",\"room\":\"r%g\",\"content\":\"%p\"}";
    private static final String PAYLOAD = "%p";

    static Protocol of(Options options, URI url, boolean isPathChosen) {
        ScenarioName scenario = options.scenario();
        boolean isEcho = scenario == ScenarioName.ECHO || scenario == ScenarioName.CHURN;
        boolean isOwnWords = options.has(Option.MESSAGE) || options.has(Option.HELLO);
        boolean isRaw = options.has(Option.RAW) || (isEcho && !isOwnWords);
        boolean isSwitch = !isRaw && !isOwnWords;
        boolean mustConfirm = scenario == ScenarioName.STORM;

        String fallback = isSwitch ? (mustConfirm ? JOIN_AND_TELL : JOIN) : "";
        List<Template> hellos =
                options.has(Option.HELLO)
                        ? options.all(Option.HELLO).stream().map(Protocol::template).toList()
                        : fallback.isEmpty() ? List.of() : List.of(template(fallback));
        Template message = template(options.text(Option.MESSAGE).orElse(isRaw ? PAYLOAD : SAY));
        if (!message.hasPayload()) {
            throw new WrongUsage("--message needs a %p, where the payload goes");
        }
        String confirmation =
                options.text(Option.CONFIRMED_BY).orElse(isSwitch && mustConfirm ? TOLD : "");
        return new Protocol(path(url, isPathChosen, isRaw, isEcho), hellos, message, confirmation);
    }

    private static Template path(URI url, boolean isPathChosen, boolean isRaw, boolean isEcho) {
        if (isPathChosen || !isRaw) {
            String query = url.getQuery() == null ? "" : "?" + url.getQuery();
            String path = url.getPath().isEmpty() ? "/" : url.getPath();
            return template(path + query);
        }
        return template(isEcho ? "/echo" : "/relay");
    }

    private static Template template(String text) {
        try {
            return new Template(text);
        } catch (IllegalArgumentException broken) {
            throw new WrongUsage(String.valueOf(broken.getMessage()));
        }
    }
}
