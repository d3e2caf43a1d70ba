package io.millrace.core.template.sam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `AWS::Serverless::SimpleTable`: a table of DynamoDB with one key.
///
/// Source:
/// <https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-simpletable.html>
final class SimpleTableResource {
    private static final Set<String> KNOWN = Set.of(
            "PointInTimeRecoverySpecification",
            "PrimaryKey",
            "ProvisionedThroughput",
            "TableName",
            "Tags",
            "SSESpecification");
    private static final Map<String, String> TYPES = Map.of("String", "S", "Number", "N", "Binary", "B");

    private SimpleTableResource() {}

    static void expand(SamResource resource, Assembly assembly) {
        SamProperties properties = resource.properties();
        properties.check(KNOWN, Set.of(), resource.type());
        properties.maps("PrimaryKey", "ProvisionedThroughput", "Tags", "SSESpecification");
        SamProperties key = properties.inner("PrimaryKey");
        String name = key.tree().isEmpty() ? "id" : key.required("Name").asText();
        String type = key.text("Type", "String");
        String attributeType = Optional.ofNullable(TYPES.get(type))
                .orElseThrow(() -> new InvalidResourceException("Invalid 'Type' \"" + type + "\"."));
        ObjectNode table = Nodes.object(
                "AttributeDefinitions",
                Nodes.list(Nodes.object("AttributeName", name, "AttributeType", attributeType)),
                "KeySchema",
                Nodes.list(Nodes.object("AttributeName", name, "KeyType", "HASH")));
        if (properties.has("ProvisionedThroughput")) {
            properties.copy(table, "ProvisionedThroughput", "ProvisionedThroughput");
        } else {
            table.put("BillingMode", "PAY_PER_REQUEST");
        }
        properties.copy(table, List.of("TableName", "SSESpecification", "PointInTimeRecoverySpecification"));
        if (properties.has("Tags")) {
            table.set("Tags", Nodes.tags(properties.object("Tags")));
        }
        assembly.put(resource.id(), "AWS::DynamoDB::Table", table, resource.attributes());
    }
}
