// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which action a {@link Kind} is, for those who decide who may do what. Without it the action
 * has the name of the kind.
 *
 * {@snippet class="ApiExamples" region="needs"}
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Needs {

    /** Of kinds that everybody may send. */
    String NOTHING = "";

    /** The action: lower case letters, digits and underscores; or {@link #NOTHING}. */
    String value();

    /** The component of the record that names the room; empty if it is about no room. */
    String room() default "";
}
