// SPDX-License-Identifier: Apache-2.0
/**
 * Tests of what an operator holds in hands: a tarball, unpacked, run as a process by its own
 * script. {@link dev.switchboard.distribution.UnpackedSwitch} is the fixture that all of them
 * share.
 */
@NullMarked
package dev.switchboard.distribution;

import org.jspecify.annotations.NullMarked;
