// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import dev.switchboard.server.config.AddressHeader;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ends of connections that a header names, the nearest first. It is read from its end, since
 * that is what the last proxy wrote; what a client wrote to the left of it cannot change its
 * meaning, whatever quotes stand there.
 */
final class ForwardedHops {

    /** What lies behind so many proxies in a row is not looked for. */
    static final int MOST = 32;

    private ForwardedHops() {}

    /**
     * Empty for each that is not named by its address, as {@code unknown} is.
     *
     * @param lines what stands in each line of that header, from top to bottom
     */
    static List<Optional<InetAddress>> nearestFirst(AddressHeader header, List<String> lines) {
        List<Optional<InetAddress>> hops = new ArrayList<>();
        for (String line : lines.reversed()) {
            for (String element : lastFirst(line, ',', header == AddressHeader.FORWARDED)) {
                if (hops.size() == MOST) {
                    return hops;
                }
                hops.add(
                        switch (header) {
                            case X_FORWARDED_FOR -> AddressText.parse(element);
                            case FORWARDED -> node(element).flatMap(AddressText::parse);
                        });
            }
        }
        return hops;
    }

    /** What {@code for=} says in an element of {@code Forwarded} (RFC 7239, section 4). */
    private static Optional<String> node(String element) {
        List<String> nodes =
                lastFirst(element, ';', true).stream()
                        .map(pair -> pair.split("=", 2))
                        .filter(pair -> pair.length == 2 && pair[0].strip().equalsIgnoreCase("for"))
                        .map(pair -> unquoted(pair[1].strip()))
                        .toList();
        return nodes.size() == 1 ? Optional.of(nodes.getFirst()) : Optional.empty();
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The last parts between separators, those that are blank left out. */
    private static List<String> lastFirst(String text, char separator, boolean mayBeQuoted) {
        List<String> parts = new ArrayList<>();
        boolean isQuoted = false;
        int end = text.length();
        for (int at = text.length() - 1; at >= -1 && parts.size() < MOST; at--) {
            if (at < 0 || (text.charAt(at) == separator && !isQuoted)) {
                String part = text.substring(at + 1, end).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                end = at;
            } else if (mayBeQuoted && text.charAt(at) == '"') {
                isQuoted = !isQuoted;
            }
        }
        return parts;
    }
}
