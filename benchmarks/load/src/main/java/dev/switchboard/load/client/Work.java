// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.client;

/** What a worker does besides reading: sends by a schedule, opens connections. */
public interface Work {
    /** Does what is due, and tells when it must be asked again: {@link Clock#NEVER} if never. */
    long run(long now);
}
