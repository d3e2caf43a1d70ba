package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
/// @param methodSettings by `RESOURCE_PATH/METHOD`, or `*/*` for all, as given: the slashes of the path are `~1`,
/// and the first one may be left out; [#settingsOf] finds them
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
        created = created.truncatedTo(ChronoUnit.SECONDS);
        updated = updated.truncatedTo(ChronoUnit.SECONDS);
    }

    /// As it is answered.
    public ObjectNode json() {
        return StageJson.write(this);
    }

    /// What is kept, and a patch is made on.
    public ObjectNode members() {
        return StageJson.members(this);
    }

    /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
    public static Stage parse(String region, String apiId, Fields fields) {
        return StageJson.parse(region, apiId, fields);
    }

    /// The settings of a method: its own, or those of all.
    ///
    /// @param resourcePath `/pets/{petId}`
    /// @param httpMethod as the method is called in its resource: `GET`, `ANY`
    public Optional<MethodSettings> settingsOf(String resourcePath, String httpMethod) {
        return Optional.ofNullable(MethodKeys.find(methodSettings, resourcePath, httpMethod))
                .or(() -> Optional.ofNullable(methodSettings.get(ALL_METHODS)));
    }

    /// What settings of all methods are filed under.
    public static final String ALL_METHODS = "*/*";

    /// The same calling another deployment.
    public Stage withDeployment(String otherId, Instant now) {
        return new Stage(
                region,
                apiId,
                name,
                otherId,
                description,
                variables,
                methodSettings,
                accessLog,
                kept,
                tags,
                created,
                now);
    }

    /// The same with other tags.
    public Stage withTags(Map<String, String> others) {
        return new Stage(
                region,
                apiId,
                name,
                deploymentId,
                description,
                variables,
                methodSettings,
                accessLog,
                kept,
                others,
                created,
                updated);
    }

    /// How they are kept.
    public static final ResourceKind<Stage> KIND = new GatewayKind<>(TYPE, Stage.class) {
        @Override
        ObjectNode members(Stage stage) {
            return stage.members();
        }

        @Override
        Stage parse(Place place, Fields fields) {
            return StageJson.parse(place.region(), place.apiId(), fields);
        }
    };

    public static ResourceId id(String region, String apiId, String name) {
        return new ResourceId(TYPE, region, apiId + "/" + name);
    }

    @Override
    public ResourceId id() {
        return id(region, apiId, name);
    }

    /// A line for each request.
    ///
    /// @param destinationArn `arn:aws:logs:REGION:ACCOUNT:log-group:NAME`
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
