package io.millrace.server.provision.glue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import java.util.Locale;

/// A table of the Data Catalog.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-table.html>
final class GlueTableType implements DescribedType {
    private static final int NAME_CHARS = 255;
    private static final String INPUT = "TableInput";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::Glue::Table", """
            CatalogId string required replace
            DatabaseName string required replace
            Name string replace
            TableInput json required
            TableInput.Description string
            TableInput.Name string replace
            TableInput.Owner string
            TableInput.Parameters.* string
            TableInput.PartitionKeys[].Comment string
            TableInput.PartitionKeys[].Name string required
            TableInput.PartitionKeys[].Type string
            TableInput.Retention integer
            TableInput.TableType string
            TableInput.ViewExpandedText string
            TableInput.ViewOriginalText string
            """ + StorageTable.below(INPUT));

    private final GlueApi api;

    GlueTableType(GlueApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        return properties
                .path("Name")
                .asText(properties.path(INPUT).path("Name").asText(naming.name(NAME_CHARS)))
                .toLowerCase(Locale.ROOT);
    }

    private static ObjectNode withInput(ResourceCall call) {
        ObjectNode input = (ObjectNode) call.properties().get(INPUT).deepCopy();
        return GlueApi.members(call).set(INPUT, input.put("Name", call.physicalId()));
    }

    private static ObjectNode named(ResourceCall call) {
        return GlueApi.members(call).put("Name", call.physicalId());
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, "GetTable", named(call));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        api.call(call, "CreateTable", withInput(call));
        return Made.of(call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        api.call(call, "UpdateTable", withInput(call));
        return Made.of(call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, "DeleteTable", named(call));
    }
}
