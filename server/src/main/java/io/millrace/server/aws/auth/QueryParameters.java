package io.millrace.server.aws.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// A query in AWS's canonical form: names and values encoded one way, sorted by name and then by value.
final class QueryParameters {
    private static final String SIGNATURE = "X-Amz-Signature";
    private static final QueryParameters NONE = new QueryParameters(List.of());

    private final List<Parameter> parameters;

    private QueryParameters(List<Parameter> parameters) {
        this.parameters = parameters;
    }

    /// Reads a query as sent; empty when a percent sign is not followed by two hexadecimal digits.
    static Optional<QueryParameters> parse(String query) {
        if (query.isEmpty()) {
            return Optional.of(NONE);
        }
        List<Parameter> parameters = new ArrayList<>();
        int start = 0;
        while (start <= query.length()) {
            int end = query.indexOf('&', start);
            end = end < 0 ? query.length() : end;
            int equals = query.indexOf('=', start);
            int nameEnd = equals < 0 || equals > end ? end : equals;
            if (end > start) {
                String name = UriEncoding.canonical(query.substring(start, nameEnd), UriEncoding.PLUS_IS_SPACE);
                String value = UriEncoding.canonical(
                        query.substring(Math.min(nameEnd + 1, end), end), UriEncoding.PLUS_IS_SPACE);
                if (name == null || value == null) {
                    return Optional.empty();
                }
                parameters.add(new Parameter(name, value));
            }
            start = end + 1;
        }
        parameters.sort(Parameter.ORDER);
        return Optional.of(new QueryParameters(parameters));
    }

    /// The first value of a name, decoded.
    Optional<String> first(String name) {
        for (Parameter parameter : parameters) {
            if (parameter.name.equals(name)) {
                return Optional.of(UriEncoding.decode(parameter.value));
            }
        }
        return Optional.empty();
    }

    /// Names and values, decoded.
    void forEach(BiConsumer<String, String> action) {
        for (Parameter parameter : parameters) {
            action.accept(UriEncoding.decode(parameter.name), UriEncoding.decode(parameter.value));
        }
    }

    /// As it is signed: all but the signature itself.
    void appendTo(StringBuilder out) {
        boolean first = true;
        for (Parameter parameter : parameters) {
            if (!parameter.name.equals(SIGNATURE)) {
                out.append(first ? "" : "&").append(parameter.name).append('=').append(parameter.value);
                first = false;
            }
        }
    }

    /// Both encoded.
    private record Parameter(String name, String value) {
        static final Comparator<Parameter> ORDER =
                Comparator.comparing(Parameter::name).thenComparing(Parameter::value);
    }
}
