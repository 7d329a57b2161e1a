// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonPageTest {

    @Test
    void isIndentedAndKeepsTheOrder() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("version", "1.0");
        value.put("clients", 7L);
        value.put("load", 0.5);
        value.put("tls", false);
        value.put("limits", Map.of("idle", Duration.ofSeconds(25)));
        value.put("names", List.of("a\"b\n", 1));
        assertThat(JsonPage.of(value))
                .isEqualTo(
                        """
                        {
                          "version" : "1.0",
                          "clients" : 7,
                          "load" : 0.5,
                          "tls" : false,
                          "limits" : {
                            "idle" : "PT25S"
                          },
                          "names" : [ "a\\"b\\n", 1 ]
                        }
                        """);
    }
}
