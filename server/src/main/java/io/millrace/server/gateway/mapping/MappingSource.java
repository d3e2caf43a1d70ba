package io.millrace.server.gateway.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.gateway.jsonpath.JsonBody;
import io.millrace.server.gateway.jsonpath.JsonPathException;
import io.millrace.server.gateway.jsonpath.JsonPathQuery;
import io.millrace.server.gateway.jsonpath.JsonText;
import java.util.List;
import java.util.Optional;

/// Where a mapped parameter's value comes from. Immutable, any thread.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html>
public sealed interface MappingSource {
    /// The value, or each of several; empty when there is none.
    List<String> resolve(MappingInput input);

    /// Whether it is the integration's answer that it looks into.
    default boolean isOfResponse() {
        return this instanceof ResponseHeader || this instanceof ResponseBody;
    }

    /// Whether it is the caller's request that it looks into.
    default boolean isOfRequest() {
        return this instanceof RequestParameter || this instanceof RequestBody;
    }

    /// Reads an expression such as `method.request.header.Accept`.
    ///
    /// @throws MappingException when it is none
    static MappingSource parse(String expression) throws MappingException {
        return MappingSourceParser.parse(expression);
    }

    /// Where a parameter of the caller's request is.
    enum Location {
        PATH,
        QUERYSTRING,
        HEADER
    }

    /// `method.request.header.name` and its like.
    ///
    /// @param location where it is
    /// @param name of it
    /// @param all whether all its values are meant, or the last
    record RequestParameter(Location location, String name, boolean all) implements MappingSource {
        @Override
        public List<String> resolve(MappingInput input) {
            List<String> values =
                    switch (location) {
                        case PATH -> {
                            String value = input.parameters().path().get(name);
                            yield value == null ? List.of() : List.of(value);
                        }
                        case QUERYSTRING -> input.parameters().querystring().getOrDefault(name, List.of());
                        case HEADER -> input.parameters().headers(name);
                    };
            return all || values.size() < 2 ? values : List.of(values.getLast());
        }
    }

    /// `method.request.body`, or a part of it.
    ///
    /// @param part none is the whole body as it was received
    record RequestBody(Optional<JsonPathQuery> part) implements MappingSource {
        @Override
        public List<String> resolve(MappingInput input) {
            return ofBody(input.requestBody(), part);
        }
    }

    /// `integration.response.header.name` and its like.
    ///
    /// @param name of the header
    /// @param all whether all its values are meant, or the last
    record ResponseHeader(String name, boolean all) implements MappingSource {
        @Override
        public List<String> resolve(MappingInput input) {
            List<String> values = Parameters.headerValues(input.responseHeaders(), name);
            if (values == null) {
                return List.of();
            }
            return all ? values : List.of(values.getLast());
        }
    }

    /// `integration.response.body`, or a part of it.
    ///
    /// @param part none is the whole body as it was received
    record ResponseBody(Optional<JsonPathQuery> part) implements MappingSource {
        @Override
        public List<String> resolve(MappingInput input) {
            return ofBody(input.responseBody(), part);
        }
    }

    /// `context.name`
    ///
    /// @param path with dots
    record Context(String path) implements MappingSource {
        @Override
        public List<String> resolve(MappingInput input) {
            return ContextPath.text(input.context(), path).map(List::of).orElse(List.of());
        }
    }

    /// `stageVariables.name`
    ///
    /// @param name of the variable
    record StageVariable(String name) implements MappingSource {
        @Override
        public List<String> resolve(MappingInput input) {
            String value = input.stageVariables().get(name);
            return value == null ? List.of() : List.of(value);
        }
    }

    /// `'value'`
    ///
    /// @param value without its quotes
    record Constant(String value) implements MappingSource {
        @Override
        public List<String> resolve(MappingInput input) {
            return List.of(value);
        }
    }

    /// A text as itself, all other JSON as JSON; null is nothing.
    private static List<String> ofBody(JsonBody body, Optional<JsonPathQuery> part) {
        if (part.isEmpty()) {
            return body.received().isEmpty() ? List.of() : List.of(body.received());
        }
        try {
            Optional<JsonNode> found = part.get().find(body.root()).value();
            return found.isEmpty() || found.get().isNull()
                    ? List.of()
                    : List.of(found.get().isTextual() ? found.get().textValue() : JsonText.of(found.get()));
        } catch (JsonPathException e) {
            // It looks at more than it may: as if there were nothing.
            return List.of();
        }
    }
}
