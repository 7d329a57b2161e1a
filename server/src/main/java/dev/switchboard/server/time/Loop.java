// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.time;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that works in rounds and on which much depends, as the watchdog sees it.
 *
 * @param thread the thread that does the work now, if there is one
 * @param visit has it run something when it comes round; may be called from any thread
 */
public record Loop(String name, Supplier<@Nullable Thread> thread, Consumer<Runnable> visit) {}
