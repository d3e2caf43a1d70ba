package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// A REST API as it was at one moment. What is edited later does not show in it.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Deployment.html>
///
/// @param deploymentId 6 characters of `a-z0-9`
/// @param description kept only
/// @param created when
/// @param snapshot the API then
public record Deployment(String deploymentId, Optional<String> description, Instant created, RestApi snapshot)
        implements Resource {
    public static final String TYPE = "AWS::ApiGateway::Deployment";

    public Deployment {
        created = created.truncatedTo(ChronoUnit.SECONDS);
    }

    /// As it is answered, and a patch is made on.
    public ObjectNode json() {
        return new JsonMembers()
                .text("id", deploymentId)
                .text("description", description)
                .time("createdDate", created)
                .node();
    }

    /// @throws io.millrace.core.fault.RequestException what [Fields] throws
    public static Deployment parse(RestApi snapshot, Fields fields) {
        Deployment deployment = new Deployment(
                fields.requiredString("id"),
                ApiValues.text(fields, "description").filter(text -> !text.isEmpty()),
                ApiValues.time(fields, "createdDate"),
                snapshot);
        fields.refuseUnknown();
        return deployment;
    }

    /// How they are kept.
    public static final ResourceKind<Deployment> KIND = new GatewayKind<>(TYPE, Deployment.class) {
        @Override
        ObjectNode members(Deployment deployment) {
            return deployment.json().set("snapshot", RestApi.KIND.write(deployment.snapshot()));
        }

        @Override
        Deployment parse(Place place, Fields fields) {
            return Deployment.parse(
                    RestApi.KIND.read(fields.requiredObject("snapshot").node()), fields);
        }
    };

    public static ResourceId id(String region, String apiId, String deploymentId) {
        return new ResourceId(TYPE, region, apiId + "/" + deploymentId);
    }

    @Override
    public ResourceId id() {
        return id(snapshot.region(), snapshot.apiId(), deploymentId);
    }
}
