// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
        Map<String, Map<String, Object>> responses = new LinkedHashMap<>();
        endpoint.promised().forEach(each -> add(each, responses));
        AdminHandler.refusals(endpoint).forEach(each -> add(each, responses));
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
    private static void add(Promised promised, Map<String, Map<String, Object>> responses) {
        var response =
                responses.computeIfAbsent(
                        Integer.toString(promised.status()),
                        _ ->
                                ordered(
                                        "description",
                                        promised.about(),
                                        "content",
                                        new LinkedHashMap<String, Object>()));
        @SuppressWarnings("unchecked") // made above
        var content = (Map<String, Object>) response.get("content");
        String type = promised.type().equals(Answer.JSON) ? "object" : "string";
        content.put(promised.type(), Map.of("schema", Map.of("type", type)));
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
