// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names a typed JSON message: the value of {@code msg_type} on the wire. It stands on a record, for
 * messages that come in and for messages that go out. Each record component is a field of the JSON
 * object, spelled in snake_case: {@code retryAfterMs} travels as {@code retry_after_ms}.
 *
 * <p>Components may be {@code String}, {@code boolean}, {@code int}, {@code long}, {@code double},
 * their boxes, enums (spelled in lower snake_case), {@link java.util.UUID}, {@link
 * java.time.Instant}, {@link java.time.Duration} (milliseconds), {@link Json}, other records, and
 * {@code List}, {@code Map<String, …>} and {@code Optional} of these. A field that is not {@code
 * Optional} or {@code @Nullable} must be present. Fields that the record does not have are ignored.
 *
 * {@snippet class="ApiExamples" region="kind"}
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Kind {

    /** The name on the wire: lower case letters, digits and underscores, at most 64. */
    String value();
}
