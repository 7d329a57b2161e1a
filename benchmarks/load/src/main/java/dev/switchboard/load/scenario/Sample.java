// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.scenario;

import dev.switchboard.load.check.Tally;
import dev.switchboard.load.client.Traffic;
import dev.switchboard.load.measure.ProcessSample;
import java.util.Optional;

/**
 * Where all counts stood at one moment.
 *
 * @param open connections
 * @param machine seconds of CPU that all of the machine has spent
 * @param generator seconds of CPU that this process has spent
 * @param busiest seconds of CPU of the thread of ours that has spent most
 */
record Sample(
        long time,
        Tally tally,
        Traffic traffic,
        long open,
        Optional<ProcessSample> server,
        double machine,
        double generator,
        double busiest) {}
