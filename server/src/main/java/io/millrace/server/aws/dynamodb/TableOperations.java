package io.millrace.server.aws.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.dynamodb.Billing;
import io.millrace.core.resource.dynamodb.Table;
import io.millrace.core.resource.dynamodb.TableSchema;
import io.millrace.core.resource.dynamodb.TableSettings;
import io.millrace.server.aws.dynamodb.request.Member;
import io.millrace.server.aws.dynamodb.request.RequestShape;
import io.millrace.server.aws.protocol.AwsCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Making, describing, listing and deleting tables.
final class TableOperations {
    /// A request that names a table and nothing else.
    static final RequestShape OF_TABLE =
            new RequestShape(Member.structure("DescribeTableInput").with("TableName", Member.tableName()));

    private static final RequestShape LIST = new RequestShape(Member.structure("ListTablesInput")
            .with("Limit", Member.integer().from(1).to(TableLimit.DYNAMODB_PAGE_ITEMS.value()))
            .with("ExclusiveStartTableName", Member.name()));

    private final Tables tables;

    TableOperations(Tables tables) {
        this.tables = tables;
    }

    JsonNode create(AwsCall call) {
        ObjectNode request = TableShapes.CREATE.read(call.input());
        Instant now = tables.now();
        BillingReader reader = BillingReader.ofNew(request);
        Billing billing = reader.billing(request, now);
        TableSchema schema = SchemaReader.read(request, reader);
        TableSettings settings = SettingsReader.changed(TableSettings.of(billing), request, call.region())
                .withTags(SettingsReader.tags(request));
        if (request.hasNonNull("ResourcePolicy")) {
            TableSettings.Policy policy =
                    PolicyOperations.read(request.path("ResourcePolicy").textValue(), tables.newId());
            settings = settings.withKept(settings.kept().withPolicy(Optional.of(policy)));
        }
        Table table = new Table(
                request.path("TableName").textValue(),
                call.region(),
                tables.newId(),
                now,
                Table.Status.CREATING,
                schema,
                settings);
        tables.create(table);
        return JsonNodeFactory.instance.objectNode().set("TableDescription", shown(table));
    }

    /// Waits a little for what is under way, since clients look again only after many seconds.
    JsonNode describe(AwsCall call) {
        String name = named(call);
        return JsonNodeFactory.instance.objectNode().set("Table", shown(tables.awaited(call.region(), name)));
    }

    /// The name in a request that has nothing else.
    static String named(AwsCall call) {
        return OF_TABLE.read(call.input()).path("TableName").textValue();
    }

    JsonNode delete(AwsCall call) {
        String name = named(call);
        tables.require(call.region(), name);
        Table gone = tables.change(Table.id(call.region(), name), table -> {
            if (table.settings().deletionProtected()) {
                throw RequestShape.invalid("Resource cannot be deleted as it is currently protected against deletion."
                        + " Disable deletion protection first.");
            }
            return table.withStatus(Table.Status.DELETING);
        });
        return JsonNodeFactory.instance
                .objectNode()
                .set("TableDescription", shown(gone.withSchema(gone.schema().withGlobal(List.of()))));
    }

    JsonNode list(AwsCall call) {
        ObjectNode request = LIST.read(call.input());
        int limit = request.path("Limit").asInt(TableLimit.DYNAMODB_PAGE_ITEMS.intValue());
        String after = request.path("ExclusiveStartTableName").asText("");
        List<String> names = tables.list(call.region()).stream()
                .map(Table::name)
                .filter(name -> name.compareTo(after) > 0)
                .toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode page = answer.putArray("TableNames");
        names.stream().limit(limit).forEach(page::add);
        if (names.size() > limit) {
            answer.put("LastEvaluatedTableName", names.get(limit - 1));
        }
        return answer;
    }

    ObjectNode shown(Table table) {
        return new TableDescription(table, tables.extents(table), tables.now()).json();
    }
}
