// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.server.config.binding.Schema;
import dev.switchboard.server.config.value.Limit;
import org.junit.jupiter.api.Test;

class LimitTest {

    @Test
    void eachLimitIsCalledLikeItsSetting() {
        assertThat(Schema.of(Settings.class))
                .extracting(Schema.Entry::path)
                .containsAll(Limit.keys());
    }

    @Test
    void allThatCanBeTriedStandInTheReference() {
        var comment = BuiltIn.reference().getValue("limits.dry-run").origin().comments();
        assertThat(String.join(" ", comment)).contains(Limit.keys());
    }
}
