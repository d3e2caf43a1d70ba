package io.millrace.core.resource.glue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.ResourceKind;

/// What a table was before a change.
///
/// Source: <https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-catalog-tables.html>
///
/// @param table as it was, with the version it had
public record GlueTableVersion(GlueTable table) implements Resource {
    public static final String TYPE = "Millrace::Glue::TableVersion";

    public static ResourceId id(String region, String database, String table, long version) {
        return new ResourceId(
                TYPE,
                region,
                GlueNames.within(GlueNames.folded(database), GlueNames.folded(table)) + "%019d".formatted(version));
    }

    @Override
    public ResourceId id() {
        return id(table.region(), table.database(), table.name(), table.version());
    }

    /// How versions are kept.
    public static final ResourceKind<GlueTableVersion> KIND = new ResourceKind<>() {
        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public Class<GlueTableVersion> valueType() {
            return GlueTableVersion.class;
        }

        @Override
        public ObjectNode write(GlueTableVersion version) {
            return version.table().write();
        }

        @Override
        public GlueTableVersion read(ObjectNode kept) {
            return new GlueTableVersion(GlueTable.read(kept));
        }
    };
}
