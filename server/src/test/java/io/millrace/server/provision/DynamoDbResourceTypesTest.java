package io.millrace.server.provision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Arn;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.core.stack.type.ResourceType;
import io.millrace.server.provision.call.InnerApi;
import io.millrace.server.provision.call.Members;
import io.millrace.server.provision.dynamodb.DynamoDbTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class DynamoDbResourceTypesTest extends ResourceTypeContract {
    private static final String TABLE = "AWS::DynamoDB::Table";
    private static final String KEY = "'KeySchema': [{'AttributeName': 'id', 'KeyType': 'HASH'}]";

    @Override
    List<ResourceType> types(InnerApi inner) {
        return DynamoDbTypes.all(inner);
    }

    @Override
    List<TypeExample> examples() {
        return List.of(full(), onDemand());
    }

    private static TypeExample full() {
        return TypeExample.of(TABLE)
                .properties("{'TableName': 'clicks', " + KEY + ", " + definitions("id", "a", "b")
                        + ", 'ProvisionedThroughput': {'ReadCapacityUnits': '5', 'WriteCapacityUnits': 5}"
                        + ", 'GlobalSecondaryIndexes': [" + index("byA", "a") + "," + index("byB", "b") + "]"
                        + ", 'TimeToLiveSpecification': {'AttributeName': 'ends', 'Enabled': true}"
                        + ", 'PointInTimeRecoverySpecification': {'PointInTimeRecoveryEnabled': true}"
                        + ", 'SSESpecification': {'SSEEnabled': true, 'SSEType': 'KMS'}"
                        + ", 'ResourcePolicy': {'PolicyDocument': {'Statement': []}}"
                        + ", 'DeletionProtectionEnabled': false, 'TableClass': 'STANDARD'"
                        + ", 'Tags': [{'Key': 'a', 'Value': '1'}, {'Key': 'b', 'Value': '2'}]}")
                .changed("{'TableName': 'clicks', " + KEY + ", " + definitions("id", "b", "c", "d")
                        + ", 'ProvisionedThroughput': {'ReadCapacityUnits': 7, 'WriteCapacityUnits': 5}"
                        + ", 'GlobalSecondaryIndexes': [" + index("byB", "b") + "," + index("byC", "c") + ","
                        + index("byD", "d") + "]"
                        + ", 'TimeToLiveSpecification': {'AttributeName': 'until', 'Enabled': true}"
                        + ", 'TableClass': 'STANDARD_INFREQUENT_ACCESS'"
                        + ", 'Tags': [{'Key': 'a', 'Value': '3'}]}")
                .named()
                .read(DynamoDbResourceTypesTest::table)
                .shows("/Table/ProvisionedThroughput/ReadCapacityUnits", "5", "7")
                .shows("/indexes", "byA byB", "byB byC byD")
                .shows("/Table/TableClassSummary/TableClass", "STANDARD", "STANDARD_INFREQUENT_ACCESS")
                .shows("/Table/SSEDescription/Status", "ENABLED", "")
                .shows("/expiry/AttributeName", "ends", "until")
                .shows("/recovery/PointInTimeRecoveryStatus", "ENABLED", "DISABLED")
                .shows("/tags/team", "shop", "shop")
                .shows("/tags/a", "1", "3")
                .shows("/tags/b", "2", "");
    }

    private static TypeExample onDemand() {
        return TypeExample.of(TABLE)
                .properties("{" + KEY + ", " + definitions("id") + ", 'BillingMode': 'PAY_PER_REQUEST'}")
                .changed("{" + KEY + ", " + definitions("id")
                        + ", 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}}")
                .read(DynamoDbResourceTypesTest::table)
                .shows("/Table/BillingModeSummary/BillingMode", "PAY_PER_REQUEST", "PROVISIONED")
                .shows("/expiry/TimeToLiveStatus", "DISABLED", "DISABLED");
    }

    private static String definitions(String... names) {
        List<String> all = Arrays.stream(names)
                .map(name -> "{'AttributeName': '" + name + "', 'AttributeType': 'S'}")
                .toList();
        return "'AttributeDefinitions': " + all;
    }

    private static String index(String name, String key) {
        return "{'IndexName': '" + name + "', 'KeySchema': [{'AttributeName': '" + key
                + "', 'KeyType': 'HASH'}], 'Projection': {'ProjectionType': 'ALL'},"
                + " 'ProvisionedThroughput': {'ReadCapacityUnits': 1, 'WriteCapacityUnits': 1}}";
    }

    private static JsonNode table(InnerApi api, ResourceCall call) throws InterruptedException {
        ObjectNode named = Members.none().put("TableName", call.physicalId());
        ObjectNode shown = (ObjectNode) ask(api, "DescribeTable", named);
        Set<String> indexes = new TreeSet<>();
        shown.path("Table")
                .path("GlobalSecondaryIndexes")
                .forEach(index -> indexes.add(index.path("IndexName").asText()));
        ObjectNode tags = Members.none();
        ask(
                        api,
                        "ListTagsOfResource",
                        Members.none()
                                .put("ResourceArn", Arn.of("dynamodb", "us-east-1", "table/" + call.physicalId())))
                .path("Tags")
                .forEach(tag -> tags.set(tag.path("Key").asText(), tag.path("Value")));
        shown.put("indexes", String.join(" ", indexes)).set("tags", tags);
        shown.set("expiry", ask(api, "DescribeTimeToLive", named).path("TimeToLiveDescription"));
        return shown.set(
                "recovery",
                ask(api, "DescribeContinuousBackups", named)
                        .path("ContinuousBackupsDescription")
                        .path("PointInTimeRecoveryDescription"));
    }

    private static JsonNode ask(InnerApi api, String operation, ObjectNode input) throws InterruptedException {
        return api.json("us-east-1", "dynamodb", "DynamoDB_20120810." + operation, input);
    }
}
