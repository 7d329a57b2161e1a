// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CertificatesCheckTest {

    @Test
    void aWarningIsToldAndDoesNotFail() {
        var result = new CertificatesCheck(() -> List.of("it ends at 5 %", "it begins")).execute();

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.getMessage()).isEqualTo("warning: it ends at 5 %; it begins");
    }

    @Test
    void withoutAWarningThereIsNothingToSay() {
        var result = new CertificatesCheck(List::of).execute();

        assertThat(result.isHealthy()).isTrue();
        assertThat(result.getMessage()).isNull();
    }
}
