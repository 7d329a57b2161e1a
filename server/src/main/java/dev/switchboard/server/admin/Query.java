// SPDX-License-Identifier: Apache-2.0
package dev.switchboard.server.admin;

import dev.switchboard.server.config.value.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** The values that a request gives to the parameters of its endpoint; each is a valid one. */
final class Query {

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, String> given = new LinkedHashMap<>();

    private Query(List<Parameter> parameters) {
        parameters.forEach(each -> this.parameters.put(each.name(), each));
    }

    /**
     * Reads the values of these parameters.
     *
     * @param andNoOthers whether there may be no parameters besides: an order would perhaps do more
     *     than was meant
     */
    static Query of(Request request, List<Parameter> parameters, boolean andNoOthers)
            throws Refused {
        var query = new Query(parameters);
        for (Fields.Field field : fields(request)) {
            var parameter = query.parameters.get(field.getName());
            if (parameter != null) {
                query.add(parameter, field);
            } else if (andNoOthers) {
                throw wrong("there is a parameter that this order does not take");
            }
        }
        for (Parameter parameter : parameters) {
            if (parameter.required() && !query.given.containsKey(parameter.name())) {
                throw wrong("the parameter " + parameter.name() + " is missing");
            }
        }
        return query;
    }

    private static Fields fields(Request request) throws Refused {
        try {
            return Request.extractQueryParameters(request);
        } catch (HttpException.RuntimeException
                | IllegalArgumentException
                | IllegalStateException unreadable) {
            throw wrong("the query cannot be read");
        }
    }

    private void add(Parameter parameter, Fields.Field field) throws Refused {
        if (field.getValues().size() > 1) {
            throw wrong("the parameter " + parameter.name() + " stands there twice");
        }
        @Nullable String value = field.getValue();
        if (value == null || !parameter.takes(value)) {
            throw wrong(parameter.name() + " " + parameter.expected());
        }
        given.put(parameter.name(), value);
    }

    private static Refused wrong(String why) {
        return new Refused(HttpStatus.BAD_REQUEST_400, why);
    }

    /** The value of a {@link Parameter.Whole}. */
    int number(String name) {
        return find(name)
                .map(Integer::valueOf)
                .orElseGet(() -> ((Parameter.Whole) parameter(name)).otherwise());
    }

    /** The value of a {@link Parameter.Choice}. */
    String choice(String name) {
        return find(name).orElseGet(() -> ((Parameter.Choice) parameter(name)).words().getFirst());
    }

    /** The value of a {@link Parameter.Period}, if it is given. */
    Optional<Duration> period(String name) {
        return find(name).map(Span::parse);
    }

    /** The value of a {@link Parameter.Moment}, if it is given. */
    Optional<Instant> moment(String name) {
        return find(name).map(Instant::parse);
    }

    /** The value of any parameter, if it is given. */
    Optional<String> find(String name) {
        return Optional.ofNullable(given.get(parameter(name).name()));
    }

    /** What was given, as the request has it. */
    Map<String, String> given() {
        return given;
    }

    private Parameter parameter(String name) {
        var known = parameters.get(name);
        if (known == null) {
            throw new IllegalArgumentException("the endpoint does not take " + name);
        }
        return known;
    }
}
