package io.millrace.server.gateway.live;

import io.millrace.server.gateway.call.CallContext;
import io.millrace.server.gateway.call.GatewayRequest;
import io.millrace.server.gateway.jsonpath.JsonBody;
import io.millrace.server.gateway.mapping.MappingInput;
import io.millrace.server.gateway.mapping.Parameters;
import io.millrace.server.gateway.template.TemplateInput;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// A call as mappings and templates see it. Of one call; not for several threads at once.
///
/// @param request as it came
/// @param context what is known of it
/// @param stageVariables of the stage
/// @param parameters of the request
/// @param body of the request
public record MappedCall(
        GatewayRequest request,
        CallContext context,
        Map<String, String> stageVariables,
        Parameters parameters,
        JsonBody body) {
    public static MappedCall of(GatewayRequest request, CallContext context, Map<String, String> stageVariables) {
        return new MappedCall(
                request,
                context,
                stageVariables,
                new Parameters(
                        request.pathParameters(),
                        request.query(),
                        request.headers().byName()),
                JsonBody.of(new String(request.body(), StandardCharsets.UTF_8)));
    }

    /// For parameters of the integration's request, and of gateway responses.
    public MappingInput mappingInput() {
        return MappingInput.ofRequest(parameters, body, context.tree(), stageVariables);
    }

    TemplateInput templateInput(JsonBody of) {
        return new TemplateInput(of, parameters, context.tree(), stageVariables);
    }
}
