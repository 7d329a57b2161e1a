// SPDX-License-Identifier: Apache-2.0
/**
 * From HOCON to records, in one step and with all mistakes at once.
 *
 * <p>{@link dev.switchboard.server.config.binding.RecordBinder} fills a record from a section of a
 * file: the component {@code maxSize} comes from the key {@code max-size}. It does not stop at what
 * it cannot read but notes a {@link dev.switchboard.server.config.binding.Mistake} with file and
 * line and goes on, so that an operator corrects a file once and not ten times. Rules beyond the
 * type stand in the record's compact constructor, as {@link
 * dev.switchboard.server.config.binding.Constraints}. The records of a plugin are bound in the same
 * way; nothing here remembers a class, so a plugin's classes can leave with it.
 */
@NullMarked
package dev.switchboard.server.config.binding;

import org.jspecify.annotations.NullMarked;
