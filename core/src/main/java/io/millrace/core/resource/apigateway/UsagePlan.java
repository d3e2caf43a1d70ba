package io.millrace.core.resource.apigateway;

import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
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
