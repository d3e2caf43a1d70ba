package io.millrace.server.gateway.mapping;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The parameters of a caller's request, as mappings and templates see them. The maps are kept as given: whoever
/// made them must not change them. Names of headers are looked up as written first, then without regard to case; all
/// others as written.
///
/// @param path by name of the `{parameter}`, decoded
/// @param querystring decoded, each with all its values in the order of the request, at least one
/// @param header each with all its values in the order of the request, at least one
public record Parameters(
        Map<String, String> path, Map<String, List<String>> querystring, Map<String, List<String>> header) {
    public static final Parameters NONE = new Parameters(Map.of(), Map.of(), Map.of());

    /// The last of a header's values, as AWS takes it where one is asked for.
    public Optional<String> lastHeader(String name) {
        return Optional.ofNullable(headerValues(header, name)).map(List::getLast);
    }

    /// The last of a query parameter's values.
    public Optional<String> lastQuery(String name) {
        return Optional.ofNullable(querystring.get(name)).map(List::getLast);
    }

    /// All values of a header.
    public List<String> headers(String name) {
        List<String> values = headerValues(header, name);
        return values == null ? List.of() : values;
    }

    /// A header's values in any map of headers; null when it is not there.
    static List<String> headerValues(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        if (values == null) {
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                if (header.getKey().equalsIgnoreCase(name)) {
                    return header.getValue();
                }
            }
        }
        return values;
    }
}
