// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import dev.switchboard.server.config.MessageSettings;
import java.io.Serial;
import tools.jackson.core.StreamReadConstraints;

/**
 * Those of our limits that Jackson can check, in its form; a text that exceeds them is refused with
 * our own error text. {@link MessageParser} holds the others.
 */
final class JacksonLimits extends StreamReadConstraints {
    @Serial private static final long serialVersionUID = 1;

    private static final long ANY = -1;

    JacksonLimits(MessageSettings.Json limits) {
        super(limits.maxDepth(), ANY, ANY, limits.maxNumber(), Integer.MAX_VALUE, limits.maxName());
    }

    @Override
    public void validateNestingDepth(int depth) {
        if (depth > _maxNestingDepth) {
            throw tooMuch("more than " + _maxNestingDepth + " levels of nesting");
        }
    }

    @Override
    public void validateFPLength(int length) {
        validateIntegerLength(length);
    }

    @Override
    public void validateIntegerLength(int length) {
        if (length > _maxNumLen) {
            throw tooMuch("a number of more than " + _maxNumLen + " digits");
        }
    }

    @Override
    public void validateNameLength(int length) {
        if (length > _maxNameLen) {
            throw tooMuch("a field name of more than " + _maxNameLen + " bytes");
        }
    }

    static Refusal tooMuch(String what) {
        return new Refusal(Code.BAD_JSON, "the message has " + what);
    }
}
