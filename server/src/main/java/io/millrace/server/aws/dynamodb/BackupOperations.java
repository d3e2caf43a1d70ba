package io.millrace.server.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.resource.dynamodb.TableSettings.Recovery;
import io.millrace.server.aws.dynamodb.request.Member;
import io.millrace.server.aws.dynamodb.request.RequestShape;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.Optional;

/// Point in time recovery: kept only, nothing can be restored by it.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html>
final class BackupOperations {
    private static final int DAYS_MAX = 35;
    private static final RequestShape UPDATE = new RequestShape(Member.structure("UpdateContinuousBackupsInput")
            .with("TableName", Member.tableName())
            .with(
                    "PointInTimeRecoverySpecification",
                    Member.structure("PointInTimeRecoverySpecification")
                            .with("PointInTimeRecoveryEnabled", Member.bool().notNull())
                            .with(
                                    "RecoveryPeriodInDays",
                                    Member.integer().from(1).to(DAYS_MAX))
                            .notNull()));

    private final Tables tables;

    BackupOperations(Tables tables) {
        this.tables = tables;
    }

    JsonNode describe(AwsCall call) {
        return shown(find(call, TableOperations.named(call)));
    }

    JsonNode update(AwsCall call) {
        ObjectNode request = UPDATE.read(call.input());
        Table named = find(call, request.path("TableName").textValue());
        JsonNode given = request.path("PointInTimeRecoverySpecification");
        boolean enabled = given.path("PointInTimeRecoveryEnabled").booleanValue();
        int days = given.path("RecoveryPeriodInDays").asInt(DAYS_MAX);
        return shown(tables.record(named.id(), table -> {
            Optional<Recovery> present = table.settings().kept().recovery();
            Recovery recovery = new Recovery(present.map(Recovery::since).orElseGet(tables::now), days);
            return table.withSettings(table.settings()
                    .withKept(
                            table.settings().kept().withRecovery(enabled ? Optional.of(recovery) : Optional.empty())));
        }));
    }

    private Table find(AwsCall call, String name) {
        try {
            return tables.require(call.region(), name);
        } catch (RequestException e) {
            throw new RequestException("TableNotFoundException", "Table not found: " + name);
        }
    }

    private JsonNode shown(Table table) {
        Optional<Recovery> recovery = table.settings().kept().recovery();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode shown = answer.putObject("ContinuousBackupsDescription")
                .put("ContinuousBackupsStatus", "ENABLED")
                .putObject("PointInTimeRecoveryDescription")
                .put("PointInTimeRecoveryStatus", recovery.isPresent() ? "ENABLED" : "DISABLED");
        recovery.ifPresent(given -> shown.put("RecoveryPeriodInDays", given.days())
                .put("EarliestRestorableDateTime", TableDescription.seconds(given.since()))
                .put("LatestRestorableDateTime", TableDescription.seconds(tables.now())));
        return answer;
    }
}
