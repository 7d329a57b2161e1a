// SPDX-License-Identifier: Apache-2.0

/**
 * Whom the load is put on: the switch from its tarball and each peer from its folder; how they are
 * built, started, looked at and ended.
 */
@NullMarked
package dev.switchboard.comparison.server;

import org.jspecify.annotations.NullMarked;
