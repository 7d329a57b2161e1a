// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * Where a publication stands among those of its topic, as the engine has decided. It travels with
 * the message as the fields {@code offset}, {@code epoch} and, unless it is the offset before,
 * {@code prev}: a receiver that has seen {@code previous} knows that it has missed nothing.
 *
 * {@snippet class="ApiExamples" region="position"}
 *
 * @param epoch names the numbering; when it is another one, the offsets of before mean nothing
 * @param offset grows from one publication of the topic to the next, perhaps by more than one
 * @param previous the offset of the publication before it in the topic; 0 if none is kept
 */
public record Position(String epoch, long offset, long previous) {}
