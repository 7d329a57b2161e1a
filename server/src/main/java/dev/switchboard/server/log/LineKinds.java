// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.log;

import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/** Lines that the log treats unlike others. */
public final class LineKinds {

    /** The logger of lines about what operators have ordered; none of them gets lost. */
    public static final String AUDIT = "audit";

    /** Marks lines that anybody may cause who is no client: they count as lines of clients. */
    public static final Marker BY_STRANGERS = MarkerFactory.getMarker("by-strangers");

    private LineKinds() {}
}
