package io.millrace.server.gateway.mapping;

import io.millrace.server.gateway.jsonpath.JsonBody;
import java.util.List;
import java.util.Map;

/// What parameter mappings take their values from.
///
/// @param parameters of the caller's request
/// @param requestBody of the caller's request
/// @param responseHeaders of the integration's answer; empty before there is one
/// @param responseBody of the integration's answer; an empty one before there is one
/// @param context `$context`: a tree of Map, List, String, Number and Boolean
/// @param stageVariables of the stage
public record MappingInput(
        Parameters parameters,
        JsonBody requestBody,
        Map<String, List<String>> responseHeaders,
        JsonBody responseBody,
        Map<String, Object> context,
        Map<String, String> stageVariables) {
    private static final JsonBody NONE = JsonBody.of("");

    /// Before the integration answered.
    public static MappingInput ofRequest(
            Parameters parameters, JsonBody body, Map<String, Object> context, Map<String, String> stageVariables) {
        return new MappingInput(parameters, body, Map.of(), NONE, context, stageVariables);
    }

    /// After it did.
    public MappingInput withResponse(Map<String, List<String>> headers, JsonBody body) {
        return new MappingInput(parameters, requestBody, headers, body, context, stageVariables);
    }
}
