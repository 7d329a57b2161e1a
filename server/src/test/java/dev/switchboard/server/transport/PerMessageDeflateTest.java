// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7692, sections 5 and 7.1, and RFC 6455, section 9.1: which offers are taken, and how. */
class PerMessageDeflateTest {

    private static final String ANSWER =
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

    private static HttpFields headers(String... lines) {
        var headers = HttpFields.build();
        for (String line : lines) {
            headers.add(HttpHeader.SEC_WEBSOCKET_EXTENSIONS, line);
        }
        return headers;
    }

    private static void assertDeclined(String... lines) {
        assertThat(PerMessageDeflate.isWellFormed(headers(lines))).isTrue();
        assertThat(PerMessageDeflate.answer(headers(lines))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                "  permessage-deflate\t",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate;client_max_window_bits=8",
                "permessage-deflate; client_max_window_bits=15",
                "permessage-deflate; client_max_window_bits=\"10\"",
                "permessage-deflate; client_max_window_bits=\"1\\0\"",
                "permessage-deflate; server_no_context_takeover",
                "permessage-deflate; client_no_context_takeover",
                "permessage-deflate ; client_no_context_takeover ; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits; server_no_context_takeover",
                "permessage-deflate, permessage-deflate; client_max_window_bits",
                ", ,permessage-deflate,",
            })
    void anOfferIsTakenWithoutContextTakeover(String offer) {
        assertThat(PerMessageDeflate.answer(headers(offer))).contains(ANSWER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits = \"15\"; client_max_window_bits",
            })
    void theWindowThatThisSideHasIsConfirmed(String offer) {
        assertThat(PerMessageDeflate.answer(headers(offer)))
                .contains(ANSWER + "; server_max_window_bits=15");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-webkit-deflate-frame",
                "permessage-bzip2",
                "Permessage-Deflate",
                "permessage-deflate; server_max_window_bits=14",
                "permessage-deflate; server_max_window_bits=8",
                "permessage-deflate; server_max_window_bits",
                "permessage-deflate; server_max_window_bits=16",
                "permessage-deflate; server_max_window_bits=015",
                "permessage-deflate; client_max_window_bits=7",
                "permessage-deflate; client_max_window_bits=16",
                "permessage-deflate; client_max_window_bits=08",
                "permessage-deflate; client_max_window_bits=x",
                "permessage-deflate; server_no_context_takeover=true",
                "permessage-deflate; client_no_context_takeover=15",
                "permessage-deflate; unknown",
                "permessage-deflate; Server_No_Context_Takeover",
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
                "permessage-deflate; client_max_window_bits; client_max_window_bits",
            })
    void anOfferThatCannotBeKeptIsDeclined(String offer) {
        assertDeclined(offer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate; server_max_window_bits=10, permessage-deflate",
                "mux; max-channels=4, permessage-deflate; client_max_window_bits",
                "permessage-deflate; unknown=\"a\", permessage-deflate; client_max_window_bits=9",
            })
    void theFirstThatCanBeKeptIsTaken(String offers) {
        assertThat(PerMessageDeflate.answer(headers(offers))).contains(ANSWER);
    }

    @Test
    void theOrderOfOffersIsTheClients() {
        assertThat(
                        PerMessageDeflate.answer(
                                headers(
                                        "permessage-deflate; server_max_window_bits=15,"
                                                + " permessage-deflate")))
                .contains(ANSWER + "; server_max_window_bits=15");
        assertThat(
                        PerMessageDeflate.answer(
                                headers(
                                        "permessage-deflate,"
                                                + " permessage-deflate; server_max_window_bits=15")))
                .contains(ANSWER);
    }

    @Test
    void severalLinesAreOneList() {
        assertThat(PerMessageDeflate.answer(headers("mux", "permessage-deflate"))).contains(ANSWER);
        assertDeclined("mux", "permessage-deflate; unknown");
    }

    @Test
    void whoOffersNothingGetsNothing() {
        assertDeclined();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "permessage-deflate;",
                "permessage-deflate; ;",
                "permessage-deflate; =15",
                "permessage-deflate; server_max_window_bits=",
                "permessage-deflate; server_max_window_bits=\"15",
                "permessage-deflate; server_max_window_bits=\"\"",
                "permessage-deflate; server_max_window_bits=\"1 5\"",
                "permessage-deflate; server_max_window_bits=1 5",
                "permessage deflate",
                "permessage-deflate client_max_window_bits",
                "; permessage-deflate",
                "permessage-deflate, \"quoted\"",
                "permessage/deflate",
                "permessage-deflate; a=b=c",
                "permessage-deflate; größe",
            })
    void whatIsNoListOfExtensionsIsMalformed(String line) {
        assertThat(PerMessageDeflate.isWellFormed(headers(line))).isFalse();
        assertThat(PerMessageDeflate.answer(headers(line))).isEmpty();
        assertThat(PerMessageDeflate.isWellFormed(headers("permessage-deflate", line))).isFalse();
    }

    /** A header may be as long as {@code listen.header-size}. */
    @Test
    void aLongListIsReadInTimeAndWithoutDeepCalls() {
        String parameters = "; a=\"" + "\\b".repeat(8_000) + "\"" + "; c".repeat(5_000);
        String offers = "x, ".repeat(8_000) + "permessage-deflate" + parameters;
        assertDeclined(offers);
        assertThat(PerMessageDeflate.isWellFormed(headers(offers + "=")))
                .as("wrong at its end")
                .isFalse();
    }
}
