package io.millrace.server.aws.protocol;

import java.util.Map;

/// One call of an action of a query service.
///
/// @param region what the request's credential scope names, [io.millrace.core.resource.Arn#DEFAULT_REGION] when it is
/// not signed
/// @param parameters decoded, in the caller's order; `Action` and `Version` are among them
/// @param accessKeyId whose credential it is; empty when it is not signed
public record QueryCall(String region, Map<String, String> parameters, String accessKeyId) {
    /// A call of nobody's.
    public QueryCall(String region, Map<String, String> parameters) {
        this(region, parameters, "");
    }
}
