// SPDX-License-Identifier: Apache-2.0

/**
 * What limiting one client costs. In the package of the token bucket, since nobody else can see it.
 */
@NullMarked
package dev.switchboard.server.client;

import org.jspecify.annotations.NullMarked;
