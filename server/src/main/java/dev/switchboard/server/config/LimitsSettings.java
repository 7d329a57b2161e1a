// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import dev.switchboard.server.config.value.Limit;
import java.util.List;

/** How limits are applied. {@code reference.conf} explains each key. */
public record LimitsSettings(List<Limit> dryRun) {}
