package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much each of some API keys may call of some stages.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_UsagePlan.html>
///
/// @param region where it was made
/// @param planId 6 characters of `a-z0-9`
/// @param name of it
/// @param description kept only
/// @param stages that it is for
/// @param throttle of each key
/// @param quota of each key
/// @param keyIds its API keys
/// @param productCode kept only
/// @param tags kept only
public record UsagePlan(
        String region,
        String planId,
        String name,
        Optional<String> description,
        List<PlanStage> stages,
        Optional<Throttle> throttle,
        Optional<Quota> quota,
        List<String> keyIds,
        Optional<String> productCode,
        Map<String, String> tags)
        implements Resource {
    public static final String TYPE = "AWS::ApiGateway::UsagePlan";

    public UsagePlan {
        stages = List.copyOf(stages);
        keyIds = List.copyOf(keyIds);
        tags = Map.copyOf(tags);
    }

    /// As it is answered, and a patch is made on.
    public ObjectNode json() {
        return UsagePlanJson.write(this);
    }

    /// @param keyIds its API keys, which are not among its members
    /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
    public static UsagePlan parse(String region, List<String> keyIds, Fields fields) {
        return UsagePlanJson.parse(region, keyIds, fields);
    }

    /// The same for other stages.
    public UsagePlan withStages(List<PlanStage> others) {
        return new UsagePlan(region, planId, name, description, others, throttle, quota, keyIds, productCode, tags);
    }

    /// The same for other keys.
    public UsagePlan withKeys(List<String> others) {
        return new UsagePlan(region, planId, name, description, stages, throttle, quota, others, productCode, tags);
    }

    /// The same with other tags.
    public UsagePlan withTags(Map<String, String> others) {
        return new UsagePlan(region, planId, name, description, stages, throttle, quota, keyIds, productCode, others);
    }

    /// How they are kept.
    public static final ResourceKind<UsagePlan> KIND = new GatewayKind<>(TYPE, UsagePlan.class) {
        @Override
        ObjectNode members(UsagePlan plan) {
            return plan.json().set("keyIds", JsonMembers.array(plan.keyIds()));
        }

        @Override
        UsagePlan parse(Place place, Fields fields) {
            return UsagePlanJson.parse(place.region(), fields.strings("keyIds"), fields);
        }
    };

    public static ResourceId id(String region, String planId) {
        return new ResourceId(TYPE, region, planId);
    }

    @Override
    public ResourceId id() {
        return id(region, planId);
    }

    /// A stage that a plan is for.
    ///
    /// @param apiId of its API
    /// @param stage its name
    /// @param methods throttles of single methods, by `RESOURCE_PATH/METHOD`
    public record PlanStage(String apiId, String stage, Map<String, Throttle> methods) {
        public PlanStage {
            methods = Map.copyOf(methods);
        }

        /// The throttle of a method, where it has one.
        ///
        /// @param resourcePath `/pets/{petId}`
        /// @param httpMethod as the method is called in its resource: `GET`, `ANY`
        public Optional<Throttle> throttleOf(String resourcePath, String httpMethod) {
            return Optional.ofNullable(MethodKeys.find(methods, resourcePath, httpMethod));
        }
    }

    /// Calls in a period, in UTC.
    ///
    /// @param limit calls
    /// @param offset calls that the first period has less
    /// @param period how long
    public record Quota(int limit, int offset, Period period) {
        /// How long a quota lasts.
        public enum Period {
            DAY,
            WEEK,
            MONTH
        }
    }
}
