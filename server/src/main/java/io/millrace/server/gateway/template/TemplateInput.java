package io.millrace.server.gateway.template;

import io.millrace.server.gateway.jsonpath.JsonBody;
import io.millrace.server.gateway.mapping.Parameters;
import java.util.Map;

/// What one rendering of a template is given. Templates cannot change any of it.
///
/// @param body `$input.body`, `$input.json` and `$input.path`: the request's body in a request template, the
/// integration's answer in a response template
/// @param parameters `$input.params`: always those of the caller's request
/// @param context `$context`: a tree of Map, List, String, Number and Boolean
/// @param stageVariables `$stageVariables`
public record TemplateInput(
        JsonBody body, Parameters parameters, Map<String, Object> context, Map<String, String> stageVariables) {}
