// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

/** What people say. */
final class Content {

    static final String SHORT = "Shall we meet at the station at half past seven?";

    /** About 4 KB. */
    static final String LONG = SHORT.repeat(85);

    /** The id of somebody. */
    static final String CLIENT = "7d444840-9dc0-11d1-b245-5ffdce74fad2";

    private Content() {}
}
