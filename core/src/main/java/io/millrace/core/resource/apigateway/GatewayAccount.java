package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.List;
import java.util.Optional;

/// What is said of API Gateway in a region as a whole.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Account.html>
///
/// @param region which
/// @param cloudwatchRoleArn kept only
public record GatewayAccount(String region, Optional<String> cloudwatchRoleArn) implements Resource {
    public static final String TYPE = "AWS::ApiGateway::Account";

    public static ResourceId id(String region) {
        return new ResourceId(TYPE, region, "account");
    }

    @Override
    public ResourceId id() {
        return id(region);
    }

    /// As it is answered.
    public ObjectNode json() {
        ObjectNode throttle = new Throttle(Limit.API_GATEWAY_RATE.value(), Limit.API_GATEWAY_BURST.intValue()).json();
        return new JsonMembers()
                .text("cloudwatchRoleArn", cloudwatchRoleArn)
                .any("throttleSettings", throttle)
                .list("features", List.of("UsagePlans"))
                .text("apiKeyVersion", "4")
                .node();
    }

    /// What a patch is made on.
    public ObjectNode members() {
        return new JsonMembers().text(ROLE, cloudwatchRoleArn).node();
    }

    /// @throws io.millrace.core.fault.RequestException what [Fields] throws
    public static GatewayAccount parse(String region, Fields fields) {
        GatewayAccount account =
                new GatewayAccount(region, ApiValues.text(fields, ROLE).filter(role -> !role.isEmpty()));
        fields.refuseUnknown();
        return account;
    }

    private static final String ROLE = "cloudwatchRoleArn";

    /// How they are kept.
    public static final ResourceKind<GatewayAccount> KIND = new GatewayKind<>(TYPE, GatewayAccount.class) {
        @Override
        ObjectNode members(GatewayAccount account) {
            return account.members();
        }

        @Override
        GatewayAccount parse(Place place, Fields fields) {
            return GatewayAccount.parse(place.region(), fields);
        }
    };
}
