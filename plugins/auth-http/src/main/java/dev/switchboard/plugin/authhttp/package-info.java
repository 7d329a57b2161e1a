// SPDX-License-Identifier: Apache-2.0
/**
 * Asks the owner's own backend, over HTTP, who somebody is and what it may do.
 *
 * <p>{@link dev.switchboard.plugin.authhttp.Identities} and {@link
 * dev.switchboard.plugin.authhttp.Permissions} turn what the switch wants to know into JSON and
 * answers into what the switch understands. Between them and the {@link
 * dev.switchboard.plugin.authhttp.Backend} stands an {@link
 * dev.switchboard.plugin.authhttp.Inquiry}: it keeps answers, asks the same only once at a time,
 * bounds how much is asked at once, and stops asking a backend that is down.
 */
@NullMarked
package dev.switchboard.plugin.authhttp;

import org.jspecify.annotations.NullMarked;
