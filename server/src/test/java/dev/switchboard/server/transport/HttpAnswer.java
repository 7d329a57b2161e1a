// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP response, as far as tests look at it. */
record HttpAnswer(int status, Map<String, String> headers, String body) {

    static HttpAnswer read(InputStream in, boolean hasBody) throws IOException {
        List<String> head = head(in);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.subList(1, head.size())) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon),
                    line.substring(colon + 1).strip(),
                    (one, other) -> one + ", " + other);
        }
        int status = Integer.parseInt(head.getFirst().split(" ", 3)[1]);
        int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
        String body = hasBody ? new String(in.readNBytes(length), StandardCharsets.UTF_8) : "";
        return new HttpAnswer(status, headers, body);
    }

    private static List<String> head(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended within: " + head);
            }
            head.append((char) next);
        }
        return head.toString().lines().takeWhile(line -> !line.isEmpty()).toList();
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
