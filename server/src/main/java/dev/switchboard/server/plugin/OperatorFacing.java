// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.plugin;

/** Marks an exception whose message is a sentence for the operator that needs no addition. */
interface OperatorFacing {}
