// SPDX-License-Identifier: Apache-2.0

/**
 * What finding frames in bytes costs. In the package of the frame reader, since nobody else can see
 * it.
 */
@NullMarked
package dev.switchboard.server.transport;

import org.jspecify.annotations.NullMarked;
