// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/**
 * Connect, say something, hear the answer, close; again and again.
 *
 * @param cycles good ones in the measured window
 * @param errors cycles of the whole run that ended early or took too long
 */
public record Churn(long cycles, double perSecond, long errors) {}
