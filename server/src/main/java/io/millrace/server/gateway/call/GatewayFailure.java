package io.millrace.server.gateway.call;

import io.millrace.core.resource.apigateway.GatewayResponseType;
import java.util.Map;

/// A request that does not come to its integration's answer; the caller is answered the type's gateway response.
public final class GatewayFailure extends Exception {
    private final GatewayResponseType type;
    private final Map<String, String> context;

    public GatewayFailure(GatewayResponseType type) {
        this(type, type.message());
    }

    /// @param message becomes `$context.error.message`
    public GatewayFailure(GatewayResponseType type, String message) {
        this(type, message, Map.of());
    }

    /// @param context more variables, such as `authorizer.key` or `error.validationErrorString`, without `$context.`
    public GatewayFailure(GatewayResponseType type, String message, Map<String, String> context) {
        super(message, null, false, false);
        this.type = type;
        this.context = Map.copyOf(context);
    }

    public GatewayResponseType type() {
        return type;
    }

    public Map<String, String> context() {
        return context;
    }
}
