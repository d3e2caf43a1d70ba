package io.millrace.core.resource.apigateway;

import java.util.Map;
import java.util.Optional;

/// A segment of a path, and what may be asked there.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Resource.html>
///
/// @param resourceId 6 characters of `a-z0-9`, or 10 of the root
/// @param parentId none of the root
/// @param pathPart `pets`, `{petId}`, `{proxy+}`; empty of the root
/// @param methods by HTTP method, or `ANY`
public record ApiResource(
        String resourceId, Optional<String> parentId, String pathPart, Map<String, ApiMethod> methods) {
    public ApiResource {
        methods = Map.copyOf(methods);
    }
}
