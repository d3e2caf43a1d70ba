package io.millrace.core.resource.apigateway.openapi;

import io.millrace.core.resource.apigateway.RestApi;
import java.util.List;

/// What an import made.
///
/// @param api as it is now
/// @param warnings of what the document says and the API has not
public record Imported(RestApi api, List<String> warnings) {
    public Imported {
        warnings = List.copyOf(warnings);
    }
}
