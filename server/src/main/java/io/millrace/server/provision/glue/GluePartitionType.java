package io.millrace.server.provision.glue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.Made;
import io.millrace.core.stack.type.Naming;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.DescribedType;
import io.millrace.server.provision.call.TypeDescription;
import java.util.ArrayList;
import java.util.List;

/// A partition of a table of the Data Catalog, found by `DATABASE|TABLE|VALUE|…`. Other values are another partition.
///
/// Source: <https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-glue-partition.html>
final class GluePartitionType implements DescribedType {
    private static final String INPUT = "PartitionInput";
    private static final TypeDescription DESCRIPTION =
            TypeDescription.of("AWS::Glue::Partition", """
            CatalogId string required replace
            DatabaseName string required replace
            PartitionInput json required
            PartitionInput.Parameters.* string
            PartitionInput.Values json required replace
            PartitionInput.Values[] string
            TableName string required replace
            """ + StorageTable.below(INPUT));

    private final GlueApi api;

    GluePartitionType(GlueApi api) {
        this.api = api;
    }

    @Override
    public TypeDescription description() {
        return DESCRIPTION;
    }

    @Override
    public String physicalId(Naming naming, ObjectNode properties) {
        List<String> parts = new ArrayList<>();
        parts.add(properties.path("DatabaseName").asText());
        parts.add(properties.path("TableName").asText());
        properties.path(INPUT).path("Values").forEach(value -> parts.add(value.asText()));
        return String.join("|", parts);
    }

    private static JsonNode input(ResourceCall call) {
        return call.properties().get(INPUT);
    }

    private static ObjectNode named(ResourceCall call, String member) {
        return GlueApi.members(call).set(member, input(call).path("Values"));
    }

    @Override
    public boolean exists(ResourceCall call) {
        return api.exists(call, "GetPartition", named(call, "PartitionValues"));
    }

    @Override
    public Made create(ResourceCall call) throws InterruptedException {
        api.call(call, "CreatePartition", GlueApi.members(call).set(INPUT, input(call)));
        return Made.of(call.physicalId());
    }

    @Override
    public Made update(ResourceCall call, ObjectNode before) throws InterruptedException {
        api.call(call, "UpdatePartition", named(call, "PartitionValueList").set(INPUT, input(call)));
        return Made.of(call.physicalId());
    }

    @Override
    public void delete(ResourceCall call) throws InterruptedException {
        api.delete(call, "DeletePartition", named(call, "PartitionValues"));
    }
}
