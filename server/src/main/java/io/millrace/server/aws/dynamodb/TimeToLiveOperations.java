package io.millrace.server.aws.dynamodb;

import static io.millrace.server.aws.dynamodb.request.RequestShape.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.server.aws.dynamodb.request.Member;
import io.millrace.server.aws.dynamodb.request.RequestShape;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.Optional;

/// When items expire. A change holds at once; AWS takes up to an hour.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html>
final class TimeToLiveOperations {
    private static final int ATTRIBUTE_CHARS = 255;
    private static final RequestShape UPDATE = new RequestShape(Member.structure("UpdateTimeToLiveInput")
            .with("TableName", Member.tableName())
            .with(
                    "TimeToLiveSpecification",
                    Member.structure("TimeToLiveSpecification")
                            .with(
                                    "AttributeName",
                                    Member.string().lengthTo(ATTRIBUTE_CHARS).notNull())
                            .with("Enabled", Member.bool().notNull())
                            .notNull()));

    private final Tables tables;

    TimeToLiveOperations(Tables tables) {
        this.tables = tables;
    }

    JsonNode update(AwsCall call) {
        ObjectNode request = UPDATE.read(call.input());
        JsonNode given = request.path("TimeToLiveSpecification");
        String attribute = given.path("AttributeName").textValue();
        boolean enabled = given.path("Enabled").booleanValue();
        if (attribute.isEmpty()) {
            throw invalid("TimeToLiveSpecification.AttributeName must be non empty");
        }
        Table named = tables.awaited(call.region(), request.path("TableName").textValue());
        tables.recordAndSettle(named.id(), table -> changed(table, attribute, enabled));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode shown = answer.putObject("TimeToLiveSpecification").put("Enabled", enabled);
        if (enabled) {
            shown.put("AttributeName", attribute);
        }
        return answer;
    }

    private static Table changed(Table table, String attribute, boolean enabled) {
        Optional<String> present = table.settings().expiry();
        if (enabled && present.isPresent()) {
            throw invalid(
                    present.get().equals(attribute)
                            ? "TimeToLive is already enabled"
                            : "TimeToLive is active on a different AttributeName: current AttributeName is "
                                    + present.get());
        }
        if (!enabled && present.isEmpty()) {
            throw invalid("TimeToLive is already disabled");
        }
        return table.withSettings(table.settings().withExpiry(enabled ? Optional.of(attribute) : Optional.empty()));
    }

    JsonNode describe(AwsCall call) {
        Table table = tables.require(call.region(), TableOperations.named(call));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode shown = answer.putObject("TimeToLiveDescription");
        Optional<String> attribute = table.settings().expiry();
        shown.put("TimeToLiveStatus", attribute.isPresent() ? "ENABLED" : "DISABLED");
        attribute.ifPresent(name -> shown.put("AttributeName", name));
        return answer;
    }
}
