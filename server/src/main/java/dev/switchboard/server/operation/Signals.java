// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.operation;

import dev.switchboard.server.admin.Audit;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals of the operating system. The JDK has no supported way to take one without ending with its
 * number, so this goes to {@code sun.misc.Signal}, by reflection since compilers warn of it; where
 * it is missing, a signal does what it does by default.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** Has a signal, such as {@code TERM}, run this instead. */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (_, method, arguments) -> {
                                if (!method.getName().equals("handle")) {
                                    return method.invoke(action, arguments);
                                }
                                LOG.info("SIG{} received", name);
                                Audit.signal(name);
                                action.run();
                                return null;
                            });
            Object number = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, number, proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            System.getLogger(Signals.class.getName())
                    .log(System.Logger.Level.DEBUG, "SIG" + name + " cannot be handled", e);
        }
    }
}
