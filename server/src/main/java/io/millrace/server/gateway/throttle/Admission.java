package io.millrace.server.gateway.throttle;

import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Lets a request pass, or not, by its API key and by how many there are. In this order: the key, its quota, the
/// throttle of its plan (the method's, else the key's), the method's of the stage, the account's. A request that is
/// refused counts nowhere.
///
/// Any thread; never blocks.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html>
public final class Admission {
    private static final String KEY_HEADER = "x-api-key";

    private final UsagePlans plans;
    private final Throttles throttles;

    public Admission(UsagePlans plans, Throttles throttles) {
        this.plans = plans;
        this.throttles = throttles;
    }

    /// What a caller shows as its API key.
    ///
    /// @param usageIdentifierKey what the authorizer answered
    public static Optional<String> shownKey(
            ApiSettings settings, GatewayRequest request, Optional<String> usageIdentifierKey) {
        return switch (settings.apiKeySource()) {
            case HEADER -> request.headers().last(KEY_HEADER);
            case AUTHORIZER -> usageIdentifierKey;
        };
    }

    /// @param resourcePath of the resource that was found
    /// @param shownKey see [#shownKey]
    /// @return the key, where the method demands one
    /// @throws GatewayFailure INVALID_API_KEY, QUOTA_EXCEEDED, THROTTLED
    public Optional<ApiKey> admit(Stage stage, ApiMethod method, String resourcePath, Optional<String> shownKey)
            throws GatewayFailure {
        MethodKey which = new MethodKey(resourcePath, method.httpMethod());
        if (!method.apiKeyRequired()) {
            takeAll(throttles.of(stage, which));
            return Optional.empty();
        }
        UsagePlans.Use use = plans.use(stage, which, shownKey);
        List<TokenBucket> buckets = new ArrayList<>();
        use.bucket().ifPresent(buckets::add);
        buckets.addAll(throttles.of(stage, which));
        try {
            takeAll(buckets);
        } catch (GatewayFailure e) {
            use.giveBack();
            throw e;
        }
        return Optional.of(use.key());
    }

    private static void takeAll(List<TokenBucket> buckets) throws GatewayFailure {
        for (int i = 0; i < buckets.size(); i++) {
            if (!buckets.get(i).take()) {
                buckets.subList(0, i).forEach(TokenBucket::giveBack);
                throw new GatewayFailure(GatewayResponseType.THROTTLED);
            }
        }
    }
}
