// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a setting, or a whole section, that is read once at the start: a reload names its change
 * but does not apply it. Everything without this mark changes while the switch runs.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface NeedsRestart {}
