package io.millrace.server.provision.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import java.util.List;

/// Properties of a table as CreateTable takes them.
final class TableInput {
    private static final List<String> OTHER_CALLS = List.of(
            "ContributorInsightsSpecification",
            "PointInTimeRecoverySpecification",
            "ResourcePolicy",
            "Tags",
            "TimeToLiveSpecification");

    private TableInput() {}

    /// Without tags, and without what other operations set.
    static ObjectNode of(ResourceCall call) {
        ObjectNode input = call.properties().deepCopy();
        input.put("TableName", call.physicalId()).remove(OTHER_CALLS);
        if (input.path("SSESpecification") instanceof ObjectNode encryption) {
            encryption.set("Enabled", encryption.remove("SSEEnabled"));
        }
        return input;
    }
}
