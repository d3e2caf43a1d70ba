package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A name under which a deployment is called.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Stage.html>
///
/// @param region of its API
/// @param apiId of its API
/// @param name `a-zA-Z0-9_-`, up to 128; the first segment of the path
/// @param deploymentId what is called
/// @param description kept only
/// @param variables `$stageVariables`
/// @param methodSettings by `RESOURCE_PATH/METHOD`, the path with its slashes as `~1`, or `*/*` for all
/// @param accessLog a line for each request; none is no log
/// @param kept members that have no effect, as they are answered: cache cluster, tracing, canary settings…
/// @param tags kept only
/// @param created when
/// @param updated when
public record Stage(
        String region,
        String apiId,
        String name,
        String deploymentId,
        Optional<String> description,
        Map<String, String> variables,
        Map<String, MethodSettings> methodSettings,
        Optional<AccessLog> accessLog,
        Map<String, JsonNode> kept,
        Map<String, String> tags,
        Instant created,
        Instant updated)
        implements Resource {
    public static final String TYPE = "AWS::ApiGateway::Stage";

    public Stage {
        variables = Map.copyOf(variables);
        methodSettings = Map.copyOf(methodSettings);
        kept = Map.copyOf(kept);
        tags = Map.copyOf(tags);
    }

    public static ResourceId id(String region, String apiId, String name) {
        return new ResourceId(TYPE, region, apiId + "/" + name);
    }

    @Override
    public ResourceId id() {
        return id(region, apiId, name);
    }

    /// A line for each request.
    ///
    /// @param destinationArn `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`, or of a delivery stream
    /// @param format with `$context` variables
    public record AccessLog(String destinationArn, String format) {}

    /// Settings of one method, or of all.
    ///
    /// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html>
    ///
    /// @param throttle none is the account's
    /// @param kept members that have no effect: logging level, data trace, metrics, caching
    public record MethodSettings(Optional<Throttle> throttle, Map<String, JsonNode> kept) {
        public MethodSettings {
            kept = Map.copyOf(kept);
        }
    }
}
