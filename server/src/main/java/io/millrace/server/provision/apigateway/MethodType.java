package io.millrace.server.provision.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.call.TypeDescription;
import io.millrace.server.provision.call.Undo;
import java.util.Locale;

/// A method of an API, with its integration and responses. Its physical id says nothing: it is found by its API,
/// resource
/// and HTTP method. An update makes it anew; callers do not notice, because stages call deployments.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigateway-method.html>
final class MethodType implements DescribedType {
    private static final int ID_CHARS = 64;

    private final GatewayApi api;

    MethodType(GatewayApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return MethodTable.DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return naming.name(ID_CHARS).toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, path(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        ObjectNode given = call.properties();
        ObjectNode input = Members.none().put("authorizationType", "NONE");
        input.setAll(Members.camel(
                given,
                "ApiKeyRequired",
                "AuthorizationScopes",
                "AuthorizationType",
                "AuthorizerId",
                "OperationName",
                "RequestModels",
                "RequestParameters",
                "RequestValidatorId"));
        api.put(call, path(call), input);
        return Undo.onFailure(
                () -> {
                    for (JsonNode response : given.path("MethodResponses")) {
                        String status =
                                "/responses/" + response.path("StatusCode").asText();
                        api.put(
                                call,
                                path(call) + status,
                                Members.camel(response, "ResponseModels", "ResponseParameters"));
                    }
                    integration(call, given.path("Integration"));
                    return Made.of(call.physicalId());
                },
                () -> delete(call));
    }

    private void integration(ResourceCall call, JsonNode given) throws InterruptedException {
        if (!given.isObject()) {
            return;
        }
        String path = path(call) + "/integration";
        ObjectNode input = Members.camel(
                given,
                "CacheKeyParameters",
                "CacheNamespace",
                "ConnectionId",
                "ConnectionType",
                "ContentHandling",
                "Credentials",
                "IntegrationHttpMethod:httpMethod",
                "IntegrationTarget",
                "PassthroughBehavior",
                "RequestParameters",
                "RequestTemplates",
                "ResponseTransferMode",
                "TimeoutInMillis",
                "Type",
                "Uri");
        api.put(call, path, input);
        for (JsonNode response : given.path("IntegrationResponses")) {
            ObjectNode mapped = Members.camel(
                    response, "ContentHandling", "ResponseParameters", "ResponseTemplates", "SelectionPattern");
            api.put(call, path + "/responses/" + response.path("StatusCode").asText(), mapped);
        }
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        delete(call);
        return create(call);
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, path(call));
    }

    private static String path(ResourceCall call) {
        ObjectNode given = call.properties();
        return GatewayApi.api(call) + "/resources/"
                + GatewayApi.encoded(given.path("ResourceId").asText()) + "/methods/"
                + GatewayApi.encoded(given.path("HttpMethod").asText());
    }
}
