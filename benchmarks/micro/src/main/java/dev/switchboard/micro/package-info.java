// SPDX-License-Identifier: Apache-2.0

/** JMH benchmarks of the steps that a message takes through the switch. */
@NullMarked
package dev.switchboard.micro;

import org.jspecify.annotations.NullMarked;
