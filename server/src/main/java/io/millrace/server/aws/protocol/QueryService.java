package io.millrace.server.aws.protocol;

import java.util.Map;
import java.util.function.Function;

/// One AWS service of the query protocol (`Action=…&Version=…` in a form or a query, XML back).
///
/// @param version the API version that calls carry: `2011-06-15`
/// @param namespace XML namespace of the answers
/// @param form how its answers and errors are written
/// @param actions by name; each takes the call and gives the XML inside `<ActionResult>`
public record QueryService(
        String version, String namespace, QueryForm form, Map<String, Function<QueryCall, String>> actions) {
    public QueryService {
        actions = Map.copyOf(actions);
    }

    /// A service of the form that all but EC2 have.
    public QueryService(String version, String namespace, Map<String, Function<QueryCall, String>> actions) {
        this(version, namespace, QueryForm.QUERY, actions);
    }
}
