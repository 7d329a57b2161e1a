// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.codec;

import dev.switchboard.api.Code;
import dev.switchboard.api.Refusal;
import java.io.Serial;
import tools.jackson.core.StreamReadConstraints;

/** Our limits as Jackson asks for them; what goes beyond is refused in our words. */
final class Constraints extends StreamReadConstraints {
    @Serial private static final long serialVersionUID = 1;

    private static final long ANY_DOCUMENT = -1;

    Constraints(JsonLimits limits) {
        super(
                limits.depth(),
                ANY_DOCUMENT,
                limits.tokens(),
                limits.numberLength(),
                limits.stringLength(),
                limits.nameLength());
    }

    @Override
    public void validateNestingDepth(int depth) {
        if (depth > _maxNestingDepth) {
            throw tooMuch("more than " + _maxNestingDepth + " levels of nesting");
        }
    }

    @Override
    public void validateTokenCount(long count) {
        if (count > _maxTokenCount) {
            throw tooMuch("more than " + _maxTokenCount + " names, values and brackets");
        }
    }

    @Override
    public void validateFPLength(int length) {
        validateIntegerLength(length);
    }

    @Override
    public void validateIntegerLength(int length) {
        if (length > _maxNumLen) {
            throw tooMuch("a number of more than " + _maxNumLen + " characters");
        }
    }

    @Override
    public void validateStringLength(int length) {
        if (length > _maxStringLen) {
            throw tooMuch("a string of more than " + _maxStringLen + " characters");
        }
    }

    @Override
    public void validateNameLength(int length) {
        if (length > _maxNameLen) {
            throw tooMuch("a field name of more than " + _maxNameLen + " bytes");
        }
    }

    private static Refusal tooMuch(String what) {
        return new Refusal(Code.BAD_JSON, "the message has " + what);
    }
}
