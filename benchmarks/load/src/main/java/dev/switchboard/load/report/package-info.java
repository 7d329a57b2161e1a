// SPDX-License-Identifier: Apache-2.0

/**
 * One run as a page: what happened, whether it can be trusted, and how it went over time. The page
 * is a single file that loads nothing.
 */
@NullMarked
package dev.switchboard.load.report;

import org.jspecify.annotations.NullMarked;
