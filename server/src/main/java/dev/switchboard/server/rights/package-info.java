// SPDX-License-Identifier: Apache-2.0
/**
 * Who may do what, as far as that can be said at once: by the rules of the operator and by what was
 * granted to a user. What plugins decide is asked by the floors above.
 */
@NullMarked
package dev.switchboard.server.rights;

import org.jspecify.annotations.NullMarked;
