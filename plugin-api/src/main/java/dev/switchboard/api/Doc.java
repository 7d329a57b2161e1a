// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A sentence for people who write clients: shown in the generated protocol reference beside the
 * record or the field it stands on.
 *
 * {@snippet class="ApiExamples" region="doc"}
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Doc {

    /** The sentence, in plain text. */
    String value();
}
