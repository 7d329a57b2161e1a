// SPDX-License-Identifier: Apache-2.0

/** Clients that behave, and what they notice of others who do not. */
@NullMarked
package dev.switchboard.hostile.honest;

import org.jspecify.annotations.NullMarked;
