// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Addresses as proxies write them. Names are none, and the DNS is asked for nothing: this runs
 * where nothing may block.
 */
final class AddressText {

    /** One part of an IPv4 address; with zeros in front some read it as octal. */
    private static final String PART = "(?:0|[1-9]\\d{0,2})";

    /** An IPv4 address in four parts, maybe with a port; the JDK would also take fewer. */
    private static final Pattern IPV4 =
            Pattern.compile("(" + PART + "(?:\\." + PART + "){3})(?::\\d{1,5})?");

    /** An IPv6 address, in brackets if with a port. A name never has two colons. */
    private static final Pattern IPV6 =
            Pattern.compile("([0-9A-Fa-f.]*:[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*)");

    private static final Pattern IN_BRACKETS = Pattern.compile("\\[" + IPV6 + "](?::\\d{1,5})?");

    private AddressText() {}

    /** The address, without the port that may follow it. */
    static Optional<InetAddress> parse(String text) {
        return Stream.of(IPV4, IPV6, IN_BRACKETS)
                .map(form -> form.matcher(text))
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .findFirst()
                .flatMap(AddressText::literal);
    }

    private static Optional<InetAddress> literal(String text) {
        try {
            return Optional.of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
