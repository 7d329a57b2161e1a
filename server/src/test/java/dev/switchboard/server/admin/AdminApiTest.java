// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the admin port is what it does: the file, what is served, and the port. */
class AdminApiTest {

    private static final Path PAGE = Path.of("..", "docs", "admin-api.json");

    @TempDir private Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private AdminPort port;
    private Ledger ledger;
    private AdminServer server;

    /** One operation of the description. */
    private record Operation(String method, String path, Map<?, ?> told) {

        List<?> parameters() {
            return (List<?>) Optional.ofNullable((Object) told.get("parameters")).orElse(List.of());
        }

        /** The path with all that it cannot be without. */
        String whole() {
            var query = new StringBuilder(path);
            for (Object each : parameters()) {
                var parameter = (Map<?, ?>) each;
                if ((Boolean) parameter.get("required")) {
                    query.append('?').append(parameter.get("name")).append('=');
                    query.append(value(parameter));
                }
            }
            return query.toString();
        }

        /** The same, and with this parameter. */
        String with(Map<?, ?> parameter) {
            String whole = whole();
            return (Boolean) parameter.get("required")
                    ? whole
                    : "%s%s%s=%s"
                            .formatted(
                                    whole,
                                    whole.contains("?") ? "&" : "?",
                                    parameter.get("name"),
                                    value(parameter));
        }

        /** What a parameter may be. */
        static Object value(Map<?, ?> parameter) {
            var schema = (Map<?, ?>) parameter.get("schema");
            return schema.containsKey("default") ? schema.get("default") : "x";
        }

        Map<?, ?> responses() {
            return (Map<?, ?>) told.get("responses");
        }

        boolean needsAToken() {
            return !((List<?>) told.get("security")).isEmpty();
        }

        boolean isOrder() {
            return !method.equals("GET");
        }
    }

    @BeforeEach
    void start() throws IOException {
        port = new AdminPort(folder);
        ledger = port.ledger;
        server = port.server("admin.open-on-loopback = false");
        server.start();
    }

    @AfterEach
    void close() {
        http.shutdownNow();
        server.close();
        port.checks.shutdown();
    }

    @Test
    void theFileIsWhatIsServed() throws Exception {
        String served = send("GET", "/openapi.json").body();
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(PAGE, served);
        }
        assertThat(PAGE)
                .as(
                        "run ./mvnw -q -pl server -am test -Dtest=AdminApiTest"
                                + " -Dregenerate=true -Dsurefire.failIfNoSpecifiedTests=false")
                .hasContent(served);
    }

    @Test
    void everyEndpointAnswersAsItIsDescribed() throws Exception {
        for (var operation : described()) {
            assertThat(described(send(operation.method(), operation.whole()), operation))
                    .isBetween(200, 299);
        }
        assertThat(ledger.orders)
                .containsExactlyInAnyOrder(
                        "reload",
                        "drain",
                        "revoke USER x",
                        "revoke TOKEN x",
                        "revoke EVERYBODY ",
                        "forget USER x",
                        "forget TOKEN x",
                        "forget EVERYBODY ",
                        "send away x");
    }

    @Test
    void everyEndpointAnswersAsItIsDescribedWhenAllIsWrong() throws Exception {
        ledger.stuck = Optional.of("lane-0");
        ledger.unready = Optional.of("draining");
        ledger.valid = false;
        ledger.broken = true;
        port.checks.register(
                "disk",
                new HealthCheck() {
                    @Override
                    protected Result check() {
                        return Result.unhealthy("full");
                    }
                });
        var statuses = new TreeSet<Integer>();
        for (var operation : described()) {
            statuses.add(described(send(operation.method(), operation.whole()), operation));
        }
        assertThat(statuses).containsExactly(200, 202, 422, 500, 503);
    }

    @Test
    void everyParameterIsCheckedAsItIsDescribed() throws Exception {
        for (var operation : described()) {
            for (Object each : operation.parameters()) {
                var parameter = (Map<?, ?>) each;
                String query = operation.path() + "?" + parameter.get("name") + "=";
                if (!operation.isOrder()) {
                    var good = send(operation.method(), operation.with(parameter));
                    assertThat(described(good, operation)).isEqualTo(200);
                }
                var bad = send(operation.method(), query + "%00");
                assertThat(described(bad, operation)).isEqualTo(400);
                var twice = send(operation.method(), query + "1&" + parameter.get("name") + "=1");
                assertThat(described(twice, operation)).isEqualTo(400);
            }
            if (!operation.whole().equals(operation.path())) {
                var missing = send(operation.method(), operation.path());
                assertThat(described(missing, operation)).isEqualTo(400);
            }
            if (operation.isOrder()) {
                var unknown = send(operation.method(), operation.path() + "?force=true");
                assertThat(described(unknown, operation)).isEqualTo(400);
            }
        }
        assertThat(ledger.orders).isEmpty();
    }

    @Test
    void everyEndpointThatNeedsAScopeIsRefusedWithoutIt() throws Exception {
        String reader = port.tokens.make("r", Set.of(Scope.READ), now(), Optional.empty());
        String operator = port.tokens.make("o", Set.of(Scope.OPERATE), now(), Optional.empty());
        var open = new ArrayList<String>();
        for (var operation : described()) {
            if (!operation.needsAToken()) {
                open.add(operation.path());
                continue;
            }
            var answer = http.send(request(operation).build(), BodyHandlers.ofString());
            assertThat(described(answer, operation)).isEqualTo(401);
            String other = operation.isOrder() ? reader : operator;
            var request = request(operation).header("Authorization", "Bearer " + other).build();
            answer = http.send(request, BodyHandlers.ofString());
            assertThat(described(answer, operation)).isEqualTo(403);
        }
        assertThat(open).containsExactlyInAnyOrder("/livez", "/readyz");
        assertThat(ledger.orders).isEmpty();
    }

    private Instant now() {
        return port.time.instant();
    }

    /** The status, once the description is known to tell of it with this content type. */
    private static int described(HttpResponse<String> answer, Operation operation) {
        var response = (Map<?, ?>) operation.responses().get("" + answer.statusCode());
        assertThat(response).as(operation.path() + " " + answer).isNotNull();
        String type = answer.headers().firstValue("Content-Type").orElseThrow();
        assertThat(((Map<?, ?>) response.get("content")).keySet().toArray())
                .as(operation.path() + " " + answer)
                .contains(type);
        return answer.statusCode();
    }

    private List<Operation> described() throws Exception {
        var root = ConfigFactory.parseString(send("GET", "/openapi.json").body()).root();
        List<Operation> all = new ArrayList<>();
        ((Map<?, ?>) root.unwrapped().get("paths"))
                .forEach((path, methods) ->
                        ((Map<?, ?>) methods)
                                .forEach((method, told) ->
                                        all.add(
                                                new Operation(
                                                        method.toString().toUpperCase(Locale.ROOT),
                                                        path.toString(),
                                                        (Map<?, ?>) told))));
        assertThat(all).hasSizeGreaterThan(10);
        return all;
    }

    private HttpRequest.Builder request(Operation operation) {
        return request(operation.method(), operation.path());
    }

    private HttpRequest.Builder request(String method, String path) {
        return HttpRequest.newBuilder(URI.create(server.url() + path))
                .method(method, BodyPublishers.noBody());
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return http.send(
                request(method, path).header("Authorization", "Bearer " + AdminPort.TOKEN).build(),
                BodyHandlers.ofString());
    }
}
