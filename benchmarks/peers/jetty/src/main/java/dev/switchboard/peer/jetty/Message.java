// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.peer.jetty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/** What clients say, and what they hear. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"msg_type", "from", "room", "content"})
record Message(@JsonProperty("msg_type") String type, String from, String room, String content) {}
