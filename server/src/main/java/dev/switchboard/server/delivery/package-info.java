// SPDX-License-Identifier: Apache-2.0
/**
 * From a publication to bytes on sockets.
 *
 * <p>A {@link dev.switchboard.server.delivery.Publication} is encoded last, once for each encoding
 * that somebody needs, as a complete WebSocket {@link dev.switchboard.server.delivery.Frame}, and
 * handed to the {@link dev.switchboard.server.delivery.Lane lanes}. A lane owns a share of the
 * clients: their {@link dev.switchboard.server.delivery.Outbox outboxes}, and which of them belong
 * to which {@link dev.switchboard.server.delivery.Audience}. It takes whatever waits, joins what
 * goes to the same audience into one shared buffer, and writes once per client. While it writes,
 * the next batch gathers, so batches grow under load and a single message waits for nobody.
 *
 * <p>All state in this package that belongs to a lane is touched only in that lane's turn, by
 * whichever one thread has it: see {@link dev.switchboard.server.delivery.Lane}.
 */
@NullMarked
package dev.switchboard.server.delivery;

import org.jspecify.annotations.NullMarked;
