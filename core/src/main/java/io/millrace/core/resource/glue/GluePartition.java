package io.millrace.core.resource.glue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;
import java.time.Instant;
import java.util.List;

/// A partition of a table of AWS Glue's Data Catalog.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-partitions.html>
///
/// @param region of its table
/// @param database in lower case
/// @param table in lower case
/// @param input what the caller said, as [GlueInputs#partition] checked it; not to be changed
/// @param created when it was made
public record GluePartition(String region, String database, String table, ObjectNode input, Instant created)
        implements Resource {
    public static final String TYPE = "AWS::Glue::Partition";

    public static ResourceId id(String region, String database, String table, List<String> values) {
        return new ResourceId(
                TYPE,
                region,
                GlueNames.within(GlueNames.folded(database), GlueNames.folded(table)) + GlueNames.ofValues(values));
    }

    @Override
    public ResourceId id() {
        return id(region, database, table, values());
    }

    /// One for each partition key of the table, in their order.
    public List<String> values() {
        return GlueInputs.texts(input.path("Values"));
    }

    public GluePartition withInput(ObjectNode other) {
        return new GluePartition(region, database, table, other, created);
    }

    /// How partitions are kept.
    public static final ResourceKind<GluePartition> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<GluePartition> valueType() {
            return GluePartition.class;
        }

        @Override
        public ObjectNode write(GluePartition partition) {
            ObjectNode kept = JsonNodeFactory.instance
                    .objectNode()
                    .put("Region", partition.region())
                    .put("Database", partition.database())
                    .put("Table", partition.table())
                    .put("Created", partition.created().toString());
            return kept.set("Input", partition.input());
        }

        @Override
        public GluePartition read(ObjectNode kept) {
            return new GluePartition(
                    kept.required("Region").textValue(),
                    kept.required("Database").textValue(),
                    kept.required("Table").textValue(),
                    (ObjectNode) kept.required("Input"),
                    Instant.parse(kept.required("Created").textValue()));
        }
    };
}
