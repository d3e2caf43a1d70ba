package io.millrace.server.provision.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.Tags;
import java.util.SequencedSet;

/// What operations beside CreateTable and UpdateTable set: time to live, recovery, policy, tags.
final class TableExtras {
    private static final String RECOVERY = "PointInTimeRecoverySpecification";
    private static final String RECOVERY_ENABLED = "PointInTimeRecoveryEnabled";
    private static final String EXPIRY = "TimeToLiveSpecification";

    private final DynamoDbApi api;
    private final ResourceCall call;

    TableExtras(DynamoDbApi api, ResourceCall call) {
        this.api = api;
        this.call = call;
    }

    /// All but tags, which a new table has from its creation.
    void change() throws InterruptedException {
        refuseInsights();
        expiry();
        recovery();
        policy();
    }

    void changeAll() throws InterruptedException {
        change();
        tags();
    }

    /// The operation that enables them, for the service to refuse it by name.
    private void refuseInsights() throws InterruptedException {
        if (call.properties()
                .path("ContributorInsightsSpecification")
                .path("Enabled")
                .asBoolean()) {
            ObjectNode input = DynamoDbApi.named(call).put("ContributorInsightsAction", "ENABLE");
            api.ask(call, "UpdateContributorInsights", input);
        }
    }

    private void expiry() throws InterruptedException {
        JsonNode wanted = call.properties().path(EXPIRY);
        boolean enabled = wanted.path("Enabled").asBoolean();
        String attribute = enabled ? wanted.path("AttributeName").asText() : "";
        String present = api.ask(call, "DescribeTimeToLive", DynamoDbApi.named(call))
                .path("TimeToLiveDescription")
                .path("AttributeName")
                .asText();
        if (present.equals(attribute)) {
            return;
        }
        if (!present.isEmpty()) {
            expiry(present, false);
        }
        if (enabled) {
            expiry(attribute, true);
        }
    }

    private void expiry(String attribute, boolean enabled) throws InterruptedException {
        ObjectNode input = DynamoDbApi.named(call);
        input.putObject(EXPIRY).put("AttributeName", attribute).put("Enabled", enabled);
        api.ask(call, "UpdateTimeToLive", input);
    }

    private void recovery() throws InterruptedException {
        JsonNode wanted = call.properties().path(RECOVERY);
        boolean enabled = wanted.path(RECOVERY_ENABLED).asBoolean();
        JsonNode present = api.ask(call, "DescribeContinuousBackups", DynamoDbApi.named(call))
                .path("ContinuousBackupsDescription")
                .path("PointInTimeRecoveryDescription");
        boolean is = present.path("PointInTimeRecoveryStatus").asText().equals("ENABLED");
        int days = wanted.path("RecoveryPeriodInDays")
                .asInt(present.path("RecoveryPeriodInDays").asInt());
        if (enabled != is
                || (enabled && days != present.path("RecoveryPeriodInDays").asInt())) {
            ObjectNode input = DynamoDbApi.named(call);
            ObjectNode specification = input.putObject(RECOVERY).put(RECOVERY_ENABLED, enabled);
            if (enabled && wanted.has("RecoveryPeriodInDays")) {
                specification.put("RecoveryPeriodInDays", days);
            }
            api.ask(call, "UpdateContinuousBackups", input);
        }
    }

    private void policy() throws InterruptedException {
        JsonNode document = call.properties().path("ResourcePolicy").path("PolicyDocument");
        if (document.isMissingNode()) {
            api.ask(call, "DeleteResourcePolicy", DynamoDbApi.ofArn(call));
        } else {
            String text = document.isTextual() ? document.textValue() : document.toString();
            api.ask(call, "PutResourcePolicy", DynamoDbApi.ofArn(call).put("Policy", text));
        }
    }

    private void tags() throws InterruptedException {
        ObjectNode present = JsonNodeFactory.instance.objectNode();
        api.ask(call, "ListTagsOfResource", DynamoDbApi.ofArn(call))
                .path("Tags")
                .forEach(tag -> present.set(tag.path("Key").asText(), tag.path("Value")));
        Tags tags = Tags.of(call);
        SequencedSet<String> gone = tags.gone(present);
        if (!gone.isEmpty()) {
            ObjectNode input = DynamoDbApi.ofArn(call);
            ArrayNode keys = input.putArray("TagKeys");
            gone.forEach(keys::add);
            api.ask(call, "UntagResource", input);
        }
        if (tags.list().isPresent()) {
            ObjectNode input = DynamoDbApi.ofArn(call);
            input.set("Tags", tags.list().get());
            api.ask(call, "TagResource", input);
        }
    }
}
