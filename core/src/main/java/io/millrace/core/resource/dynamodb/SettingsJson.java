package io.millrace.core.resource.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.dynamodb.TableSettings.Kept;
import io.millrace.core.resource.dynamodb.TableSettings.Policy;
import io.millrace.core.resource.dynamodb.TableSettings.Recovery;
import java.time.Instant;
import java.util.Optional;

/// How the settings of a table are kept.
final class SettingsJson {
    private SettingsJson() {}

    static ObjectNode write(TableSettings settings) {
        ObjectNode kept =
                JsonNodeFactory.instance.objectNode().put("DeletionProtectionEnabled", settings.deletionProtected());
        kept.set("Billing", billing(settings.billing()));
        settings.expiry().ifPresent(attribute -> kept.put("TimeToLive", attribute));
        kept.set("Tags", settings.tags().json());
        Kept others = settings.kept();
        others.tableClass().ifPresent(name -> kept.put("TableClass", name));
        others.encryption().ifPresent(given -> kept.set("SSEDescription", given));
        others.recovery().ifPresent(recovery -> kept.putObject("Recovery")
                .put("Since", recovery.since().toString())
                .put("Days", recovery.days()));
        others.warmThroughput().ifPresent(given -> kept.set("WarmThroughput", given));
        others.policy().ifPresent(policy -> kept.putObject("Policy")
                .put("Revision", policy.revision())
                .put("Text", policy.text()));
        return kept;
    }

    static TableSettings read(JsonNode kept) {
        return new TableSettings(
                readBilling(kept.required("Billing")),
                kept.required("DeletionProtectionEnabled").booleanValue(),
                find(kept, "TimeToLive").map(JsonNode::textValue),
                TableTags.read(kept.required("Tags")),
                new Kept(
                        find(kept, "TableClass").map(JsonNode::textValue),
                        find(kept, "SSEDescription").map(ObjectNode.class::cast),
                        find(kept, "Recovery")
                                .map(one -> new Recovery(
                                        instant(one, "Since"),
                                        one.required("Days").intValue())),
                        find(kept, "WarmThroughput").map(ObjectNode.class::cast),
                        find(kept, "Policy")
                                .map(one -> new Policy(
                                        one.required("Revision").textValue(),
                                        one.required("Text").textValue()))));
    }

    static ObjectNode capacity(Capacity capacity) {
        ObjectNode kept = JsonNodeFactory.instance
                .objectNode()
                .put("Read", capacity.readUnits())
                .put("Write", capacity.writeUnits())
                .put("Decreases", capacity.decreases());
        capacity.increased().ifPresent(moment -> kept.put("Increased", moment.toString()));
        capacity.decreased().ifPresent(moment -> kept.put("Decreased", moment.toString()));
        return kept;
    }

    static Capacity readCapacity(JsonNode kept) {
        return new Capacity(
                kept.required("Read").longValue(),
                kept.required("Write").longValue(),
                find(kept, "Increased").map(moment -> Instant.parse(moment.textValue())),
                find(kept, "Decreased").map(moment -> Instant.parse(moment.textValue())),
                kept.required("Decreases").intValue());
    }

    static ObjectNode onDemand(OnDemandCapacity bounds) {
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        bounds.readUnits().ifPresent(units -> kept.put("Read", units));
        bounds.writeUnits().ifPresent(units -> kept.put("Write", units));
        return kept;
    }

    static OnDemandCapacity readOnDemand(JsonNode kept) {
        return new OnDemandCapacity(
                find(kept, "Read").map(JsonNode::longValue), find(kept, "Write").map(JsonNode::longValue));
    }

    private static ObjectNode billing(Billing billing) {
        ObjectNode kept =
                JsonNodeFactory.instance.objectNode().put("Mode", billing.mode().name());
        kept.set("Capacity", capacity(billing.capacity()));
        billing.onDemand().ifPresent(bounds -> kept.set("OnDemandThroughput", onDemand(bounds)));
        billing.onDemandSince().ifPresent(moment -> kept.put("OnDemandSince", moment.toString()));
        return kept;
    }

    private static Billing readBilling(JsonNode kept) {
        return new Billing(
                Billing.Mode.valueOf(kept.required("Mode").textValue()),
                readCapacity(kept.required("Capacity")),
                find(kept, "OnDemandThroughput").map(SettingsJson::readOnDemand),
                find(kept, "OnDemandSince").map(moment -> Instant.parse(moment.textValue())));
    }

    private static Instant instant(JsonNode kept, String name) {
        return Instant.parse(kept.required(name).textValue());
    }

    private static Optional<JsonNode> find(JsonNode kept, String name) {
        return Optional.ofNullable(kept.get(name));
    }
}
