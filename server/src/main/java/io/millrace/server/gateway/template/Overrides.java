package io.millrace.server.gateway.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a template said of the message beside its body, by `#set($context.requestOverride…)` and
/// `#set($context.responseOverride…)`. Immutable.
///
/// Source:
/// <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html>
///
/// @param requestHeaders of the integration's request, by name
/// @param requestQuerystring of the integration's request, by name
/// @param requestPath of the integration's request, by name
/// @param responseHeaders of the caller's answer, by name
/// @param status of the caller's answer, 100–599
public record Overrides(
        Map<String, List<String>> requestHeaders,
        Map<String, List<String>> requestQuerystring,
        Map<String, List<String>> requestPath,
        Map<String, List<String>> responseHeaders,
        Optional<Integer> status) {
    public static final Overrides NONE = new Overrides(Map.of(), Map.of(), Map.of(), Map.of(), Optional.empty());
}
