// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.api;

/**
 * Something a plugin has put in place and may take back early. The switch takes it back in any case
 * when the plugin stops.
 *
 * {@snippet class="ApiExamples" region="registration"}
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

    /** Takes it back; a second call does nothing. */
    @Override
    void close();
}
