package io.millrace.core.resource.apigateway;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What a caller shows to be counted against a usage plan.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_ApiKey.html>
///
/// @param region where it was made
/// @param keyId 10 characters of `a-z0-9`
/// @param value 20–128 characters, unique in its region; a secret
/// @param name of it
/// @param description kept only
/// @param customerId kept only
/// @param enabled whether it counts
/// @param tags kept only
/// @param created when
/// @param updated when
public record ApiKey(
        String region,
        String keyId,
        String value,
        String name,
        Optional<String> description,
        Optional<String> customerId,
        boolean enabled,
        Map<String, String> tags,
        Instant created,
        Instant updated)
        implements Resource {
    public static final String TYPE = "AWS::ApiGateway::ApiKey";

    public ApiKey {
        tags = Map.copyOf(tags);
    }

    public static ResourceId id(String region, String keyId) {
        return new ResourceId(TYPE, region, keyId);
    }

    @Override
    public ResourceId id() {
        return id(region, keyId);
    }

    /// Without its value, which is a secret.
    @Override
    public String toString() {
        return "ApiKey " + keyId;
    }
}
