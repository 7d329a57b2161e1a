// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.report;

import dev.switchboard.load.plot.Svg;
import java.util.Map;

/** HTML as it grows, for one thread. What is called words is escaped, what is called markup not. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** An element with words in it. */
    Html element(String name, String look, String words) {
        return open(name, look).words(words).close(name);
    }

    Html open(String name, String look) {
        text.append('<').append(name);
        if (!look.isEmpty()) {
            text.append(" class=\"").append(Svg.escape(look)).append('"');
        }
        text.append('>');
        return this;
    }

    Html close(String name) {
        text.append("</").append(name).append('>');
        return this;
    }

    Html words(String words) {
        text.append(Svg.escape(words));
        return this;
    }

    Html markup(String markup) {
        text.append(markup);
        return this;
    }

    /** A titled box with names on the left and what they are on the right. */
    Html facts(String title, Map<String, String> facts) {
        open("section", "facts").element("h2", "", title).open("table", "");
        facts.forEach((name, fact) ->
                open("tr", "").element("th", "", name).element("td", "", fact).close("tr"));
        return close("table").close("section");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
