package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
        created = created.truncatedTo(ChronoUnit.SECONDS);
        updated = updated.truncatedTo(ChronoUnit.SECONDS);
    }

    /// As it is answered.
    ///
    /// @param withValue whether the secret is shown
    public ObjectNode json(boolean withValue) {
        ObjectNode json = members();
        json.putArray("stageKeys");
        if (!withValue) {
            json.remove("value");
        }
        return json;
    }

    /// What is kept, and a patch is made on.
    public ObjectNode members() {
        return new JsonMembers()
                .text("id", keyId)
                .text("value", value)
                .text("name", name)
                .text("customerId", customerId)
                .text("description", description)
                .flag("enabled", enabled)
                .time("createdDate", created)
                .time("lastUpdatedDate", updated)
                .texts("tags", tags)
                .node();
    }

    /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
    public static ApiKey parse(String region, Fields fields) {
        String value = fields.requiredString("value");
        if (value.length() < VALUE_CHARS_MIN || value.length() > VALUE_CHARS_MAX) {
            throw ApiValues.bad("API Key value should be at least " + VALUE_CHARS_MIN + " and at most "
                    + VALUE_CHARS_MAX + " characters");
        }
        ApiKey key = new ApiKey(
                region,
                fields.requiredString("id"),
                value,
                ApiValues.text(fields, "name").orElse(""),
                ApiValues.text(fields, "description"),
                ApiValues.text(fields, "customerId"),
                fields.bool("enabled").orElse(false),
                ApiValues.tags(fields, "tags"),
                ApiValues.time(fields, "createdDate"),
                ApiValues.time(fields, "lastUpdatedDate"));
        fields.refuseUnknown();
        return key;
    }

    /// The same with other tags.
    public ApiKey withTags(Map<String, String> others) {
        return new ApiKey(region, keyId, value, name, description, customerId, enabled, others, created, updated);
    }

    private static final int VALUE_CHARS_MIN = 20;
    private static final int VALUE_CHARS_MAX = 128;

    /// How they are kept.
    public static final ResourceKind<ApiKey> KIND = new GatewayKind<>(TYPE, ApiKey.class) {
        @Override
        ObjectNode members(ApiKey key) {
            return key.members();
        }

        @Override
        ApiKey parse(Place place, Fields fields) {
            return ApiKey.parse(place.region(), fields);
        }
    };

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
