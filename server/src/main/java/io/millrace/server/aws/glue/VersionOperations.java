package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.glue.GlueTable;
import io.millrace.core.resource.glue.GlueTableVersion;
import io.millrace.server.aws.glue.GlueStore.TableName;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Versions of tables: shown, newest first, and deleted. The present one cannot be deleted.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-tables.html>
final class VersionOperations {
    private static final String DIGITS = "[0-9]{1,18}";

    private final GlueStore store;

    VersionOperations(GlueStore store) {
        this.store = store;
    }

    JsonNode get(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        Optional<String> id = fields.string("VersionId");
        fields.object("AuditContext");
        fields.refuseUnknown();
        GlueTable table = store.table(name);
        return GlueJson.none()
                .set(
                        "TableVersion",
                        GlueJson.version(id.map(text -> version(table, text)).orElse(table)));
    }

    private GlueTable version(GlueTable table, String id) {
        long number = number(id);
        return number == table.version() ? table : archived(table, number).table();
    }

    private GlueTableVersion archived(GlueTable table, long number) {
        return store.catalog()
                .find(
                        GlueTableVersion.class,
                        GlueTableVersion.id(table.region(), table.database(), table.name(), number))
                .orElseThrow(
                        () -> GlueStore.notFound("Version " + number + " of table " + table.name() + " not found."));
    }

    private static long number(String id) {
        if (!id.matches(DIGITS)) {
            throw GlueStore.invalid("VersionId: '" + id + "' is not the number of a version");
        }
        return Long.parseLong(id);
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        GluePage page = GluePage.read(fields, TableLimit.GLUE_PAGE_ITEMS);
        fields.object("AuditContext");
        fields.refuseUnknown();
        GlueTable table = store.table(name);
        NavigableMap<String, GlueTable> newestFirst = new TreeMap<>();
        newestFirst.put(key(table), table);
        store.index()
                .versions()
                .within(name.region(), name.prefix())
                .values()
                .forEach(version -> newestFirst.put(key(version.table()), version.table()));
        return page.answer("TableVersions", newestFirst, version -> true, GlueJson::version);
    }

    /// Falls as the version grows.
    private static String key(GlueTable table) {
        return "%019d".formatted(Long.MAX_VALUE - table.version());
    }

    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        String id = fields.requiredString("VersionId");
        fields.refuseUnknown();
        delete(name, id);
        return GlueJson.none();
    }

    private void delete(TableName name, String id) {
        store.apply(() -> {
            GlueTable table = store.table(name);
            long number = number(id);
            if (number == table.version()) {
                throw GlueStore.invalid(
                        "Version " + id + " is the present one of table " + table.name() + " and cannot be deleted");
            }
            return Changes.remove(List.of(archived(table, number).id()));
        });
    }

    JsonNode deleteMany(AwsCall call) {
        Fields fields = call.fields();
        TableName name = GlueStore.tableName(fields, call.region(), "TableName");
        List<String> ids = Batches.checked(fields.strings("VersionIds"), TableLimit.GLUE_PAGE_ITEMS);
        fields.refuseUnknown();
        GlueTable table = store.table(name);
        ObjectNode answer = GlueJson.none();
        ArrayNode errors = answer.putArray("Errors");
        for (String id : ids) {
            Batches.attempt(() -> delete(name, id))
                    .ifPresent(failure -> errors.add(GlueJson.failure(failure)
                            .put("TableName", table.name())
                            .put("VersionId", id)));
        }
        return answer;
    }
}
