// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config.value;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.regex.Pattern;

/**
 * A range of IP addresses, written as {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is a
 * range of one. Names are refused: nothing here asks the DNS.
 */
public record AddressRange(InetAddress network, int prefix) {

    private static final Pattern FOUR_PARTS = Pattern.compile("\\d+(\\.\\d+){3}");
    private static final String NOT_A_RANGE =
            "not an address or a range of addresses; try 10.0.0.0/8";

    public AddressRange {
        int bits = network.getAddress().length * Byte.SIZE;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException(
                    "the prefix of an address range must be between 0 and " + bits);
        }
    }

    /** Reads what a person wrote. */
    public static AddressRange parse(String text) {
        String[] parts = text.strip().split("/", 2);
        InetAddress network = address(parts[0]);
        int bits = network.getAddress().length * Byte.SIZE;
        if (parts.length == 1) {
            return new AddressRange(network, bits);
        }
        try {
            return new AddressRange(network, Integer.parseInt(parts[1]));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "the prefix of an address range must be between 0 and " + bits, notANumber);
        }
    }

    private static InetAddress address(String text) {
        try {
            // The JDK also takes 10.1 for 10.0.0.1, which nobody means in a list of proxies.
            if (text.indexOf(':') >= 0 || FOUR_PARTS.matcher(text).matches()) {
                return InetAddress.ofLiteral(text);
            }
        } catch (IllegalArgumentException notAnAddress) {
            throw new IllegalArgumentException(NOT_A_RANGE, notAnAddress);
        }
        throw new IllegalArgumentException(NOT_A_RANGE);
    }

    /** Whether an address lies in this range; an IPv4 address never lies in a range of IPv6. */
    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        return ours.length == theirs.length
                && new BigInteger(1, ours)
                                .xor(new BigInteger(1, theirs))
                                .shiftRight(ours.length * Byte.SIZE - prefix)
                                .signum()
                        == 0;
    }

    @Override
    public String toString() {
        return network.getHostAddress() + "/" + prefix;
    }
}
