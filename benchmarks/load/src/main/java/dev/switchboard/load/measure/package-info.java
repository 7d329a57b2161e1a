// SPDX-License-Identifier: Apache-2.0

/** What is measured: latencies, what processes spend, what the machine does besides. */
@NullMarked
package dev.switchboard.load.measure;

import org.jspecify.annotations.NullMarked;
