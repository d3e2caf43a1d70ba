package io.millrace.core.resource.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A table of AWS Glue's Data Catalog as it is now; what it was is in [GlueTableVersion]s.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-tables.html>
///
/// @param region where it was made
/// @param database in lower case
/// @param input what the caller said last, as [GlueInputs#table] checked it; not to be changed
/// @param version counts its changes from 0
/// @param created when it was made
/// @param updated when it was changed last
/// @param indexes kept only
public record GlueTable(
        String region,
        String database,
        ObjectNode input,
        long version,
        Instant created,
        Instant updated,
        List<PartitionIndex> indexes)
        implements Resource {
    public static final String TYPE = "AWS::Glue::Table";

    public GlueTable {
        indexes = List.copyOf(indexes);
    }

    public static ResourceId id(String region, String database, String name) {
        return new ResourceId(TYPE, region, GlueNames.within(GlueNames.folded(database)) + GlueNames.folded(name));
    }

    @Override
    public ResourceId id() {
        return id(region, database, name());
    }

    /// In lower case.
    public String name() {
        return input.path("Name").textValue();
    }

    /// Columns that its data are partitioned by, each with `Name` and `Type`.
    public List<JsonNode> partitionKeys() {
        List<JsonNode> keys = new ArrayList<>();
        input.path("PartitionKeys").forEach(keys::add);
        return keys;
    }

    public GlueTable withInput(ObjectNode other, Instant now) {
        return new GlueTable(region, database, other, version + 1, created, now, indexes);
    }

    public GlueTable withIndexes(List<PartitionIndex> others) {
        return new GlueTable(region, database, input, version, created, updated, others);
    }

    ObjectNode write() {
        ObjectNode kept = JsonNodeFactory.instance
                .objectNode()
                .put("Region", region)
                .put("Database", database)
                .put("Version", version)
                .put("Created", created.toString())
                .put("Updated", updated.toString());
        kept.set("Input", input);
        ArrayNode list = kept.putArray("Indexes");
        indexes.forEach(index -> list.add(index.write()));
        return kept;
    }

    static GlueTable read(JsonNode kept) {
        List<PartitionIndex> indexes = new ArrayList<>();
        kept.required("Indexes").forEach(index -> indexes.add(PartitionIndex.read(index)));
        return new GlueTable(
                kept.required("Region").textValue(),
                kept.required("Database").textValue(),
                (ObjectNode) kept.required("Input"),
                kept.required("Version").longValue(),
                Instant.parse(kept.required("Created").textValue()),
                Instant.parse(kept.required("Updated").textValue()),
                indexes);
    }

    /// How tables are kept.
    public static final ResourceKind<GlueTable> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<GlueTable> valueType() {
            return GlueTable.class;
        }

        @Override
        public ObjectNode write(GlueTable table) {
            return table.write();
        }

        @Override
        public GlueTable read(ObjectNode kept) {
            return GlueTable.read(kept);
        }
    };
}
