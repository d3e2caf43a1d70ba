package io.millrace.server.gateway.throttle;

import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.core.resource.apigateway.Stage.MethodSettings;
import io.millrace.core.resource.apigateway.Throttle;
import io.millrace.core.resource.apigateway.UsagePlan;
import io.millrace.core.resource.apigateway.UsagePlan.PlanStage;
import io.millrace.core.resource.apigateway.UsagePlan.Quota;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Keys, plans and stages of tests.
final class Plans {
    static final String REGION = "us-east-1";
    static final KeyInPlan MEMBER = new KeyInPlan("plan01", "key0000001");
    static final Optional<String> VALUE = Optional.of("abcdefghijklmnopqrstuvwxyz");

    private Plans() {}

    static ApiKey key(boolean enabled) {
        return new ApiKey(
                REGION,
                MEMBER.keyId(),
                VALUE.orElseThrow(),
                "mine",
                Optional.empty(),
                Optional.empty(),
                enabled,
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    static UsagePlan plan(Optional<Throttle> throttle, Optional<Quota> quota, Map<String, Throttle> methods) {
        return new UsagePlan(
                REGION,
                MEMBER.planId(),
                "free",
                Optional.empty(),
                List.of(new PlanStage("abcdefghij", "prod", methods)),
                throttle,
                quota,
                List.of(MEMBER.keyId()),
                Optional.empty(),
                Map.of());
    }

    static UsagePlan quota(Quota quota) {
        return plan(Optional.empty(), Optional.of(quota), Map.of());
    }

    static Stage stage(String name, Map<String, Throttle> throttles) {
        Map<String, MethodSettings> settings = new HashMap<>();
        throttles.forEach(
                (method, throttle) -> settings.put(method, new MethodSettings(Optional.of(throttle), Map.of())));
        return new Stage(
                REGION,
                "abcdefghij",
                name,
                "depl01",
                Optional.empty(),
                Map.of(),
                settings,
                Optional.empty(),
                Map.of(),
                Map.of(),
                Instant.EPOCH,
                Instant.EPOCH);
    }

    static ApiMethod method(String httpMethod, boolean apiKeyRequired) {
        return new ApiMethod(
                httpMethod,
                ApiMethod.AuthorizationType.NONE,
                Optional.empty(),
                List.of(),
                apiKeyRequired,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
    }
}
