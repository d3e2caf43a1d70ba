package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.glue.GlueInputs;
import io.millrace.core.resource.glue.GlueNames;
import io.millrace.core.resource.glue.GlueTable;
import io.millrace.core.resource.glue.GlueTableVersion;
import io.millrace.core.resource.glue.PartitionIndex;
import io.millrace.server.aws.glue.GlueStore.TableName;
import io.millrace.server.aws.protocol.AwsCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Tables: made, shown, changed, deleted with their partitions and versions.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-tables.html>
final class TableOperations {
    private final GlueStore store;

    TableOperations(GlueStore store) {
        this.store = store;
    }

    JsonNode create(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        String database = fields.requiredString("DatabaseName");
        refuseTransactions(fields);
        fields.notSupported("OpenTableFormatInput", "Iceberg's own metadata are not written");
        ObjectNode input = input(fields);
        List<PartitionIndex> indexes = fields.objects("PartitionIndexes").stream()
                .map(PartitionIndexOperations::read)
                .toList();
        fields.refuseUnknown();
        Instant now = store.clock().instant();
        store.apply(() -> {
            String folded = store.database(call.region(), database).name();
            GlueTable table = new GlueTable(call.region(), folded, input, 0, now, now, List.of());
            if (store.catalog().find(GlueTable.class, table.id()).isPresent()) {
                throw GlueStore.exists("Table");
            }
            store.requireRoom(store.index().tables(), 1);
            return Changes.put(table.withIndexes(PartitionIndexOperations.checked(table, indexes)));
        });
        return GlueJson.none();
    }

    /// The name beside the input says the same.
    private static ObjectNode input(Fields fields) {
        ObjectNode input = GlueInputs.table(fields.requiredObject("TableInput"));
        fields.string("Name")
                .filter(name ->
                        !GlueNames.folded(name).equals(input.path("Name").asText()))
                .ifPresent(name -> {
                    throw fields.invalid("Name", "is not that of TableInput");
                });
        return input;
    }

    private static void refuseTransactions(Fields fields) {
        fields.notSupported("TransactionId", "there are no governed tables");
        fields.notSupported("QueryAsOfTime", "there are no governed tables");
    }

    /// What reads of tables may say and what has no effect.
    static void refuseTransactionsOfRead(Fields fields) {
        refuseTransactions(fields);
        fields.object("AuditContext");
        fields.bool("IncludeStatusDetails");
    }

    JsonNode get(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "Name");
        refuseTransactionsOfRead(fields);
        fields.refuseUnknown();
        return GlueJson.none().set("Table", GlueJson.table(store.table(name)));
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        String database = fields.requiredString("DatabaseName");
        Optional<NamePattern> pattern = fields.string("Expression").map(NamePattern::compile);
        GluePage page = GluePage.read(fields, TableLimit.GLUE_PAGE_ITEMS);
        refuseTransactionsOfRead(fields);
        List<String> attributes = fields.strings("AttributesToGet");
        fields.refuseUnknown();
        String prefix = GlueNames.within(store.database(call.region(), database).name());
        Predicate<GlueTable> chosen =
                table -> pattern.isEmpty() || pattern.get().matches(table.name());
        return page.answer(
                "TableList",
                store.index().tables().within(call.region(), prefix),
                chosen,
                table -> shown(table, attributes));
    }

    private static ObjectNode shown(GlueTable table, List<String> attributes) {
        ObjectNode whole = GlueJson.table(table);
        if (attributes.isEmpty()) {
            return whole;
        }
        ObjectNode some = GlueJson.none().put("Name", table.name());
        if (attributes.contains("TABLE_TYPE") && whole.has("TableType")) {
            some.set("TableType", whole.get("TableType"));
        }
        return some;
    }

    /// The number of the version grows also when the former one is not kept.
    JsonNode update(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        String database = fields.requiredString("DatabaseName");
        refuseTransactions(fields);
        fields.notSupported("ViewUpdateAction", "views of several dialects are Lake Formation's");
        fields.notSupported("UpdateOpenTableFormatInput", "Iceberg's own metadata are not written");
        fields.bool("Force");
        boolean archived = !fields.bool("SkipArchive").orElse(false);
        Optional<String> expected = fields.string("VersionId");
        ObjectNode input = input(fields);
        fields.refuseUnknown();
        TableName name =
                new TableName(call.region(), database, input.path("Name").asText());
        store.apply(() -> {
            GlueTable before = store.table(name);
            if (expected.isPresent() && !expected.get().equals(Long.toString(before.version()))) {
                throw new RequestException(
                        "ConcurrentModificationException",
                        "Update table failed due to concurrent modifications: the version is " + before.version()
                                + ", not " + expected.get());
            }
            GlueTable after = before.withInput(input, store.clock().instant());
            if (!archived) {
                return Changes.put(after);
            }
            store.requireRoom(store.index().versions(), 1);
            return Changes.put(after, new GlueTableVersion(before));
        });
        return GlueJson.none();
    }

    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "Name");
        refuseTransactions(fields);
        fields.refuseUnknown();
        store.removeTable(name);
        return GlueJson.none();
    }

    JsonNode deleteMany(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        String database = fields.requiredString("DatabaseName");
        refuseTransactions(fields);
        List<String> names = Batches.checked(fields.strings("TablesToDelete"), TableLimit.GLUE_PAGE_ITEMS);
        fields.refuseUnknown();
        store.database(call.region(), database);
        ObjectNode answer = GlueJson.none();
        ArrayNode errors = answer.putArray("Errors");
        for (String name : names) {
            Batches.attempt(() -> store.removeTable(new TableName(call.region(), database, name)))
                    .ifPresent(failure -> errors.add(GlueJson.failure(failure).put("TableName", name)));
        }
        return answer;
    }
}
