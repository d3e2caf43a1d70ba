package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/// `--tables dynamodb://…`: the tables of one server are in another one, here a second Millrace.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class RemoteTablesIT {
    private static final String TEMPLATE = """
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: notes
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
            """;
    private static final Map<String, AttributeValue> NOTE =
            Map.of("id", AttributeValue.fromS("1"), "text", AttributeValue.fromS("hello"));

    @TempDir
    Path folder;

    @Test
    void tablesOfAStackAndTheirItemsAreInTheOtherServer() {
        try (MillraceProcess far = new MillraceProcess(folder.resolve("far")).start();
                MillraceProcess near = near(far).start();
                Estate there = new Estate(far);
                Estate here = new Estate(near)) {
            here.stacks.createStack(r -> r.stackName("notes").templateBody(TEMPLATE));
            here.stacks.waiter().waitUntilStackCreateComplete(r -> r.stackName("notes"));
            assertThat(there.dynamodb.listTables().tableNames()).containsExactly("notes");

            here.dynamodb.putItem(r -> r.tableName("notes").item(NOTE));
            assertThat(item(there)).isEqualTo(NOTE).isEqualTo(item(here));
            assertThatThrownBy(() -> here.dynamodb.putItem(
                            r -> r.tableName("notes").item(NOTE).conditionExpression("attribute_not_exists(id)")))
                    .hasMessageContaining("The conditional request failed");
            assertThatThrownBy(
                            () -> here.dynamodb.putItem(r -> r.tableName("none").item(NOTE)))
                    .isInstanceOf(ResourceNotFoundException.class);

            near.kill();
            near.start();
            assertThat(item(here)).isEqualTo(NOTE);
            here.stacks.deleteStack(r -> r.stackName("notes"));
            here.stacks.waiter().waitUntilStackDeleteComplete(r -> r.stackName("notes"));
            assertThat(there.dynamodb.listTables().tableNames()).isEmpty();

            far.kill();
            assertThat(near.call("DynamoDB_20120810.ListTables", "{}").statusCode())
                    .isGreaterThanOrEqualTo(500);
            assertThat(near.get("/_millrace/health").statusCode()).isEqualTo(200);
        }
    }

    private MillraceProcess near(MillraceProcess far) {
        return new MillraceProcess(folder.resolve("near"), "--tables", "dynamodb://us-east-1?endpoint=" + far.url())
                .with("AWS_ACCESS_KEY_ID", "test")
                .with("AWS_SECRET_ACCESS_KEY", "test");
    }

    private static Map<String, AttributeValue> item(Estate estate) {
        return estate.dynamodb
                .getItem(r -> r.tableName("notes").key(Map.of("id", NOTE.get("id"))))
                .item();
    }
}
