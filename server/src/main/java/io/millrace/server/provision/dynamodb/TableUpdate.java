package io.millrace.server.provision.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.stack.type.ResourceCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Makes a table what its properties say by UpdateTable: first indexes that go, then billing and settings, then indexes
/// that come, each in a call of its own.
final class TableUpdate {
    private static final String INDEXES = "GlobalSecondaryIndexes";
    private static final String CHANGES = "GlobalSecondaryIndexUpdates";
    private static final String THROUGHPUT = "ProvisionedThroughput";
    private static final String ON_DEMAND = "OnDemandThroughput";
    private static final String PROVISIONED = "PROVISIONED";

    private final DynamoDbApi api;
    private final ResourceCall call;
    private final ObjectNode wanted;

    TableUpdate(DynamoDbApi api, ResourceCall call) {
        this.api = api;
        this.call = call;
        wanted = TableInput.of(call);
    }

    void change() throws InterruptedException {
        JsonNode present = api.ready(call);
        Map<String, JsonNode> wantedIndexes = byName(wanted.path(INDEXES));
        for (JsonNode index : present.path(INDEXES)) {
            if (!isSame(wantedIndexes.get(name(index)), index)) {
                ObjectNode gone = JsonNodeFactory.instance.objectNode().put("IndexName", name(index));
                present = update(changes("Delete", gone));
            }
        }
        requireSameTypes(present);
        present = settings(present);
        Set<String> there = byName(present.path(INDEXES)).keySet();
        for (JsonNode index : wanted.path(INDEXES)) {
            if (!there.contains(name(index))) {
                ObjectNode input = changes("Create", (ObjectNode) index.deepCopy());
                input.set("AttributeDefinitions", wanted.path("AttributeDefinitions"));
                present = update(input);
            }
        }
    }

    private JsonNode update(ObjectNode input) throws InterruptedException {
        api.ask(call, "UpdateTable", input);
        return api.ready(call);
    }

    private ObjectNode changes(String action, ObjectNode index) {
        ObjectNode input = DynamoDbApi.named(call);
        input.putArray(CHANGES).addObject().set(action, index);
        return input;
    }

    /// Whether an index that is there has the keys and the projection that are wanted.
    private static boolean isSame(JsonNode wanted, JsonNode present) {
        return wanted != null
                && wanted.path("KeySchema").equals(present.path("KeySchema"))
                && wanted.path("Projection").equals(present.path("Projection"));
    }

    /// AWS replaces a table whose key attribute has another type only when its KeySchema changes as well.
    private void requireSameTypes(JsonNode present) {
        Map<String, String> types = new LinkedHashMap<>();
        wanted.path("AttributeDefinitions")
                .forEach(one -> types.put(
                        one.path("AttributeName").asText(),
                        one.path("AttributeType").asText()));
        for (JsonNode one : present.path("AttributeDefinitions")) {
            String name = one.path("AttributeName").asText();
            String type = one.path("AttributeType").asText();
            if (!types.getOrDefault(name, type).equals(type)) {
                throw new RequestException(
                        "ValidationError",
                        "AttributeDefinitions: the type of the key attribute " + name + " is " + type
                                + " and cannot be changed: give the table another name or attribute");
            }
        }
    }

    private JsonNode settings(JsonNode present) throws InterruptedException {
        ObjectNode input = DynamoDbApi.named(call);
        String mode = wanted.path("BillingMode").asText(PROVISIONED);
        String presentMode =
                present.path("BillingModeSummary").path("BillingMode").asText(PROVISIONED);
        boolean switched = !mode.equals(presentMode);
        if (switched) {
            input.put("BillingMode", mode);
        }
        if (differs(wanted.path(THROUGHPUT), present.path(THROUGHPUT))) {
            input.set(THROUGHPUT, wanted.path(THROUGHPUT));
        }
        capacities(present, input);
        for (String name : new String[] {ON_DEMAND, "WarmThroughput"}) {
            if (differs(wanted.path(name), present.path(name))) {
                input.set(name, wanted.path(name));
            }
        }
        boolean protect = wanted.path("DeletionProtectionEnabled").asBoolean();
        if (protect != present.path("DeletionProtectionEnabled").asBoolean()) {
            input.put("DeletionProtectionEnabled", protect);
        }
        String tableClass = wanted.path("TableClass").asText("STANDARD");
        if (!tableClass.equals(
                present.path("TableClassSummary").path("TableClass").asText("STANDARD"))) {
            input.put("TableClass", tableClass);
        }
        encryption(present, input);
        return input.size() == 1 ? present : update(input);
    }

    /// Those of the indexes that stay.
    private void capacities(JsonNode present, ObjectNode input) {
        Map<String, JsonNode> there = byName(present.path(INDEXES));
        ArrayNode updates = JsonNodeFactory.instance.arrayNode();
        for (JsonNode index : wanted.path(INDEXES)) {
            JsonNode found = there.get(name(index));
            if (found == null) {
                continue;
            }
            ObjectNode update = JsonNodeFactory.instance.objectNode().put("IndexName", name(index));
            for (String member : new String[] {THROUGHPUT, ON_DEMAND}) {
                if (differs(index.path(member), found.path(member))) {
                    update.set(member, index.path(member));
                }
            }
            if (update.size() > 1) {
                updates.addObject().set("Update", update);
            }
        }
        if (!updates.isEmpty()) {
            input.set(CHANGES, updates);
        }
    }

    private void encryption(JsonNode present, ObjectNode input) {
        boolean encrypt = wanted.path("SSESpecification").path("Enabled").asBoolean();
        JsonNode description = present.path("SSEDescription");
        String key = wanted.path("SSESpecification").path("KMSMasterKeyId").asText();
        boolean sameKey = description.path("KMSMasterKeyArn").asText().endsWith(key);
        if (encrypt && (description.isMissingNode() || !sameKey)) {
            input.set("SSESpecification", wanted.path("SSESpecification"));
        }
        if (!encrypt && !description.isMissingNode()) {
            input.putObject("SSESpecification").put("Enabled", false);
        }
    }

    /// Whether a member that is wanted is not there with the same value.
    private static boolean differs(JsonNode wanted, JsonNode present) {
        return wanted.properties().stream().anyMatch(entry -> !entry.getValue()
                .asText()
                .equals(present.path(entry.getKey()).asText()));
    }

    private static Map<String, JsonNode> byName(JsonNode indexes) {
        Map<String, JsonNode> byName = new LinkedHashMap<>();
        indexes.forEach(index -> byName.put(name(index), index));
        return byName;
    }

    private static String name(JsonNode index) {
        return index.path("IndexName").asText();
    }
}
