package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.UsagePlan.PlanStage;
import io.millrace.core.resource.apigateway.UsagePlan.Quota;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Usage plans as JSON.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_UsagePlan.html>
final class UsagePlanJson {
    private UsagePlanJson() {}

    static ObjectNode write(UsagePlan plan) {
        return new JsonMembers()
                .text("id", plan.planId())
                .text("name", plan.name())
                .text("description", plan.description())
                .any(
                        "apiStages",
                        new JsonMembers()
                                .node()
                                .arrayNode()
                                .addAll(plan.stages().stream()
                                        .map(UsagePlanJson::write)
                                        .toList()))
                .any("throttle", plan.throttle().map(Throttle::json))
                .any("quota", plan.quota().map(UsagePlanJson::write))
                .text("productCode", plan.productCode())
                .texts("tags", plan.tags())
                .node();
    }

    private static ObjectNode write(PlanStage stage) {
        Map<String, ObjectNode> methods = new LinkedHashMap<>();
        stage.methods().forEach((key, throttle) -> methods.put(key, throttle.json()));
        return new JsonMembers()
                .text("apiId", stage.apiId())
                .text("stage", stage.stage())
                .nodes("throttle", methods)
                .node();
    }

    private static ObjectNode write(Quota quota) {
        return new JsonMembers()
                .whole("limit", quota.limit())
                .whole("offset", quota.offset())
                .text("period", quota.period().name())
                .node();
    }

    static UsagePlan parse(String region, List<String> keyIds, Fields fields) {
        List<PlanStage> stages =
                fields.objects("apiStages").stream().map(UsagePlanJson::stage).toList();
        if (stages.size() > Limit.API_GATEWAY_PLAN_STAGES.value()) {
            throw fields.invalid("apiStages", "has more than " + Limit.API_GATEWAY_PLAN_STAGES.value() + " stages");
        }
        UsagePlan plan = new UsagePlan(
                region,
                fields.requiredString("id"),
                ApiValues.required(fields, "name"),
                ApiValues.text(fields, "description").filter(text -> !text.isEmpty()),
                stages,
                fields.object("throttle")
                        .filter(given -> !given.node().isEmpty())
                        .map(Throttle::parse),
                fields.object("quota").filter(given -> !given.node().isEmpty()).map(UsagePlanJson::quota),
                keyIds,
                ApiValues.text(fields, "productCode").filter(text -> !text.isEmpty()),
                ApiValues.tags(fields, "tags"));
        fields.refuseUnknown();
        return plan;
    }

    private static PlanStage stage(Fields fields) {
        PlanStage stage = new PlanStage(
                fields.requiredString("apiId"),
                fields.requiredString("stage"),
                ApiValues.objects(fields, "throttle", (key, throttle) -> Throttle.parse(throttle)));
        fields.refuseUnknown();
        return stage;
    }

    private static Quota quota(Fields fields) {
        int limit = fields.integer("limit").orElseThrow(() -> fields.missing("limit"));
        int offset = fields.integer("offset").orElse(0);
        Quota.Period period = fields.oneOf("period", Quota.Period.class).orElseThrow(() -> fields.missing("period"));
        fields.refuseUnknown();
        if (limit < 0) {
            throw ApiValues.bad("Usage Plan quota limit must be a positive number");
        }
        int most =
                switch (period) {
                    case DAY -> 0;
                    case WEEK -> DAYS_OF_WEEK - 1;
                    case MONTH -> DAYS_OF_MONTH_MIN - 1;
                };
        if (offset < 0 || offset > most) {
            throw ApiValues.bad("Usage Plan quota offset must be between 0 and " + most + " for period " + period);
        }
        return new Quota(limit, offset, period);
    }

    private static final int DAYS_OF_WEEK = 7;
    private static final int DAYS_OF_MONTH_MIN = 28;
}
