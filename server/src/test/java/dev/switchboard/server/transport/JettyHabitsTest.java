// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import org.eclipse.jetty.io.ManagedSelector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Acceptor} takes for granted of Jetty, and Jetty nowhere promises. */
class JettyHabitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Accept", "DestroyEndPoint"})
    void tasksOfNewAndClosedConnectionsCanBeTold(String task) throws ClassNotFoundException {
        assertThat(Class.forName(ManagedSelector.class.getName() + "$" + task))
                .isAssignableTo(Runnable.class)
                .isAssignableTo(Closeable.class);
    }
}
