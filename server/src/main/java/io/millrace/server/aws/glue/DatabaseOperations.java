package io.millrace.server.aws.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.catalog.Changes;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.glue.GlueDatabase;
import io.millrace.core.resource.glue.GlueInputs;
import io.millrace.core.resource.glue.GlueNames;
import io.millrace.server.aws.protocol.AwsCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Databases: made, shown, changed, deleted with all that is in them.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-databases.html>
final class DatabaseOperations {
    private final GlueStore store;

    DatabaseOperations(GlueStore store) {
        this.store = store;
    }

    JsonNode create(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        ObjectNode input = GlueInputs.database(fields.requiredObject("DatabaseInput"));
        Map<String, String> tags = GlueTags.read(fields, "Tags");
        fields.refuseUnknown();
        GlueDatabase database =
                new GlueDatabase(call.region(), input, store.clock().instant(), new LinkedHashMap<>(tags));
        store.apply(() -> {
            if (store.catalog().find(GlueDatabase.class, database.id()).isPresent()) {
                throw GlueStore.exists("Database");
            }
            store.requireRoom(store.index().databases(), 1);
            return Changes.put(database);
        });
        return GlueJson.none();
    }

    JsonNode get(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        String name = fields.requiredString("Name");
        fields.refuseUnknown();
        return GlueJson.none().set("Database", GlueJson.database(store.database(call.region(), name)));
    }

    JsonNode list(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        GluePage page = GluePage.read(fields, TableLimit.GLUE_PAGE_ITEMS);
        Optional<String> shared = fields.oneOf("ResourceShareType", "FOREIGN", "ALL", "FEDERATED");
        List<String> attributes = fields.strings("AttributesToGet");
        fields.refuseUnknown();
        return page.answer(
                "DatabaseList",
                store.index().databases().within(call.region(), ""),
                database -> shared.isEmpty() || shared.get().equals("ALL"),
                database -> attributes.contains("NAME")
                        ? GlueJson.none().put("Name", database.name())
                        : GlueJson.database(database));
    }

    JsonNode update(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        String name = fields.requiredString("Name");
        ObjectNode input = GlueInputs.database(fields.requiredObject("DatabaseInput"));
        fields.refuseUnknown();
        if (!input.path("Name").asText().equals(GlueNames.folded(name))) {
            throw GlueStore.invalid("DatabaseInput.Name: a database keeps its name, " + GlueNames.folded(name));
        }
        store.apply(() -> Changes.put(store.database(call.region(), name).withInput(input)));
        return GlueJson.none();
    }

    JsonNode delete(AwsCall call) {
        Fields fields = call.fields();
        GlueStore.requireCatalog(fields);
        String name = fields.requiredString("Name");
        fields.refuseUnknown();
        store.removeDatabase(call.region(), name);
        return GlueJson.none();
    }
}
