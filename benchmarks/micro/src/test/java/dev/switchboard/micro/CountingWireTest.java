// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CountingWireTest {

    private final CountingWire wire = new CountingWire();
    private final AtomicBoolean isDone = new AtomicBoolean();

    @Test
    void takesWhatItWasHandedOnceItIsOpen() {
        wire.block();
        assertThat(wire.flush(ByteBuffer.allocate(8))).isFalse();
        wire.write(ByteBuffer.allocate(8), () -> isDone.set(true));
        assertThat(isDone).isFalse();
        wire.open();
        assertThat(isDone).isTrue();
        assertThat(wire.bytes()).isEqualTo(8);
    }

    @Test
    void takesWhatWasTurnedAwayBeforeItOpenedAndIsHandedOverAfter() {
        wire.block();
        assertThat(wire.flush(ByteBuffer.allocate(8))).isFalse();
        wire.open();
        wire.write(ByteBuffer.allocate(8), () -> isDone.set(true));
        assertThat(isDone).isTrue();
        assertThat(wire.bytes()).isEqualTo(8);
    }
}
