package io.millrace.server.gateway.authorize;

import java.util.Map;

/// What is called, as authorizers are told.
///
/// @param region of the API
/// @param apiId of the API
/// @param stage its name
/// @param resourceId of the resource that was found
/// @param stageVariables of the stage
public record StageCall(
        String region, String apiId, String stage, String resourceId, Map<String, String> stageVariables) {
    public StageCall {
        stageVariables = Map.copyOf(stageVariables);
    }
}
