// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.distribution;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * Tests that look at the clock, or keep the processors busy, so that nothing else may run beside
 * them. All others share the machine, one class for each core.
 */
@Tag("alone")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Alone {}
