// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.server.log.LineKinds;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down who has ordered what, and who was refused, by a logger of its own. Lines about orders
 * are never left out; those about refusals, which any stranger can cause, count against the budget
 * of such lines. Any thread.
 */
public final class Audit {

    private static final Logger LOG = LoggerFactory.getLogger(LineKinds.AUDIT);

    private Audit() {}

    /** An order by somebody who may give it. */
    static void order(
            String who, String from, Endpoint order, Map<String, String> with, int status) {
        var line =
                LOG.atInfo()
                        .addKeyValue("who", who)
                        .addKeyValue("from", from)
                        .addKeyValue("order", order.method() + " " + order.path())
                        .addKeyValue("status", status);
        for (var parameter : with.entrySet()) {
            line = line.addKeyValue("parameter." + parameter.getKey(), parameter.getValue());
        }
        line.log(status < 400 ? "an order was carried out" : "an order was not carried out");
    }

    /** An order by a signal, which takes the rights of the switch's user on this machine. */
    public static void signal(String name) {
        LOG.atInfo()
                .addKeyValue("who", "local")
                .addKeyValue("order", "SIG" + name)
                .log("an order came by a signal");
    }

    /** A request whose token, or the lack of one, does not allow it. */
    static void refused(String from, Endpoint endpoint, Refused refused) {
        LOG.atWarn()
                .addMarker(LineKinds.BY_STRANGERS)
                .addKeyValue("from", from)
                .addKeyValue("request", endpoint.method() + " " + endpoint.path())
                .addKeyValue("status", refused.status())
                .addKeyValue("why", refused.getMessage())
                .log("a request was refused");
    }
}
