// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.load.result;

/** Where the generator ran. */
public record Machine(int cpus, long memoryBytes, String os, String java) {}
