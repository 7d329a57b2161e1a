// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/**
 * Whether the instrument itself can be trusted.
 *
 * @param cpuPercent of one core
 * @param isTheLimit whether its threads were busy nearly all the time
 * @param otherCpuPercent what neither it nor the server spent on this machine; if the server is not
 *     known, it is in here
 */
public record Generator(double cpuPercent, boolean isTheLimit, double otherCpuPercent) {}
