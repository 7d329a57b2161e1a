// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The description of the admin port for programs, by OpenAPI 3.1. Made of its endpoints. */
final class OpenApi {

    /** Grows when something changes that a program may rely on. */
    private static final String VERSION = "1.0.0";

    private static final String TOKEN = "token";

    private OpenApi() {}

    static Map<String, Object> of(List<Endpoint> endpoints) {
        Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
        for (Endpoint endpoint : endpoints) {
            paths.computeIfAbsent(endpoint.path(), _ -> new LinkedHashMap<>())
                    .put(endpoint.method().name().toLowerCase(Locale.ROOT), operation(endpoint));
        }
        return ordered(
                "openapi",
                "3.1.0",
                "info",
                ordered(
                        "title",
                        "Switchboard admin",
                        "version",
                        VERSION,
                        "description",
                        "What a switch tells its operator, and what it can be ordered to do. Every"
                                + " GET may be a HEAD as well. The text of an error is for people.",
                        "license",
                        ordered("name", "Apache-2.0", "identifier", "Apache-2.0")),
                "paths",
                paths,
                "components",
                ordered(
                        "securitySchemes",
                        ordered(
                                TOKEN,
                                ordered(
                                        "type",
                                        "http",
                                        "scheme",
                                        "bearer",
                                        "description",
                                        "Made by bin/switchboard admin-token; run/admin.token is one"
                                                + " with all scopes. On loopback, reading needs none"
                                                + " unless admin.open-on-loopback is off."))));
    }

    private static Map<String, Object> operation(Endpoint endpoint) {
        var operation = ordered("summary", endpoint.about());
        operation.put(
                "security",
                endpoint.scope()
                        .<List<?>>map(scope -> List.of(Map.of(TOKEN, List.of(scope.toString()))))
                        .orElse(List.of()));
        if (!endpoint.parameters().isEmpty()) {
            operation.put(
                    "parameters", endpoint.parameters().stream().map(OpenApi::parameter).toList());
        }
        Map<String, Object> responses = new LinkedHashMap<>();
        Stream.concat(endpoint.promised().stream(), AdminHandler.refusals(endpoint).stream())
                .collect(groupingBy(Promised::status, LinkedHashMap::new, toList()))
                .forEach((status, all) -> responses.put(status.toString(), response(all)));
        operation.put("responses", responses);
        return operation;
    }

    private static Map<String, Object> parameter(Parameter parameter) {
        return ordered(
                "name",
                parameter.name(),
                "in",
                "query",
                "required",
                parameter.required(),
                "description",
                parameter.about(),
                "schema",
                parameter.schema());
    }

    /** Of several answers with one status, each has its type; the first says what they mean. */
    private static Map<String, Object> response(List<Promised> withOneStatus) {
        Map<String, Object> content = new LinkedHashMap<>();
        for (Promised each : withOneStatus) {
            String type = each.type().equals(Answer.JSON) ? "object" : "string";
            content.put(each.type(), Map.of("schema", Map.of("type", type)));
        }
        return ordered("description", withOneStatus.getFirst().about(), "content", content);
    }

    /** A map that keeps its order: names and values in turn. */
    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int each = 0; each < namesAndValues.length; each += 2) {
            map.put((String) namesAndValues[each], namesAndValues[each + 1]);
        }
        return map;
    }
}
