package io.millrace.server.aws.dynamodb.item;

import static io.millrace.server.aws.dynamodb.item.ItemsTestServer.index;
import static io.millrace.server.aws.dynamodb.item.ItemsTestServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.tables.SqliteTables;
import io.millrace.core.fault.RequestException;
import io.millrace.core.table.item.IndexSchema.Projection;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is refused, and in which words.
class ItemMessagesTest {
    private static final String PARAMETER = "One or more parameter values were invalid: ";

    @TempDir
    Path folder;

    private ItemsTestServer server;

    @BeforeEach
    void open() {
        server = new ItemsTestServer(folder, new SqliteTables(folder.resolve("tables"), InstantSource.system()));
        server.table(
                "clicks",
                keys("id", "at:N"),
                List.of(index("byUser", keys("id", "user"), Projection.KEYS_ONLY)),
                List.of(index("byPage", keys("page", "at:N"), Projection.INCLUDE, "user")));
        server.table("plain", keys("id", ""));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void fails(String operation, String request, String code, String message) {
        assertThatThrownBy(() -> server.call(operation, request))
                .as(request)
                .isInstanceOfSatisfying(RequestException.class, fault -> {
                    assertThat(fault.getMessage()).isEqualTo(message);
                    assertThat(fault.code()).isEqualTo(code);
                });
    }

    private void invalid(String operation, String request, String message) {
        fails(operation, request, "ValidationException", message);
    }

    @Test
    void membersOutOfBoundsAreToldTogether() {
        invalid(
                "PutItem",
                "{'TableName': 'a;', 'ReturnValues': 'x'}",
                "4 validation errors detected: Value 'a;' at 'tableName' failed to satisfy constraint: Member must satisfy"
                        + " regular expression pattern: [a-zA-Z0-9_.-]+; Value 'a;' at 'tableName' failed to satisfy"
                        + " constraint: Member must have length greater than or equal to 3; Value 'x' at 'returnValues'"
                        + " failed to satisfy constraint: Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD,"
                        + " ALL_OLD, NONE, UPDATED_NEW]; Value null at 'item' failed to satisfy constraint: Member must"
                        + " not be null");
        invalid(
                "Query",
                "{'TableName': 'plain', 'Limit': 0, 'KeyConditions': {'id': {}}}",
                "2 validation errors detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value"
                        + " greater than or equal to 1; Value null at 'keyConditions.id.member.comparisonOperator'"
                        + " failed to satisfy constraint: Member must not be null");
    }

    @Test
    void typesComeBeforeEverythingElse() {
        fails(
                "GetItem",
                "{'Key': []}",
                "SerializationException",
                "Unrecognized collection type"
                        + " java.util.Map<java.lang.String, com.amazonaws.dynamodb.v20120810.AttributeValue>");
        fails(
                "PutItem",
                "{'Item': {'a': {'N': ''}, 'b': {'S': 1}}}",
                "SerializationException",
                "NUMBER_VALUE cannot be" + " converted to String");
        fails("Scan", "{'Limit': 'x'}", "SerializationException", "STRING_VALUE cannot be converted to Integer");
        fails("Scan", "{'ScanFilter': {'a': 1}}", "SerializationException", "Unexpected value type in payload");
    }

    @Test
    void whatIsWrongWithValuesIsToldInDynamoDbsOrder() {
        String absent = PARAMETER + "Value must be provided when Exists is null for Attribute: id";
        String empty = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
        String start = "'TableName': 'plain', 'ExclusiveStartKey': {'id': {}}";
        invalid("PutItem", "{'TableName': 'plain', 'Item': {'id': {}}, 'Expected': {'id': {}}}", empty);
        invalid("PutItem", "{'TableName': 'plain', 'Item': {'id': {'S': 'a'}}, 'Expected': {'id': {}}}", absent);
        invalid(
                "PutItem",
                "{'TableName': 'plain', 'Item': {'id': {'S': '" + "a".repeat(409_600) + "'}}, 'Expected': {'id': {}}}",
                "Item size has exceeded the maximum allowed size");
        invalid(
                "UpdateItem",
                "{'TableName': 'plain', 'Key': {'id': {'S': 'a'}}, 'AttributeUpdates': {'b': {}}, 'Expected': {'id': {}}}",
                PARAMETER + "Only DELETE action is allowed when no attribute value is specified");
        invalid(
                "GetItem",
                "{'TableName': 'plain', 'Key': {'id': {'SS': []}}, 'AttributesToGet': ['a', 'a']}",
                PARAMETER + "An string set  may not be empty");
        invalid(
                "Scan",
                "{" + start + ", 'AttributesToGet': ['a', 'a']}",
                PARAMETER + "Duplicate value in attribute name: a");
        invalid(
                "Scan",
                "{" + start + ", 'Segment': 1, 'FilterExpression': ''}",
                "The provided starting key is invalid: " + empty);
        invalid(
                "Query",
                "{" + start + ", 'KeyConditions': {'id': {'ComparisonOperator': 'EQ', 'AttributeValueList': [{}]}}}",
                "The provided starting key is invalid: " + empty);
    }

    @Test
    void queriesAreReadInDynamoDbsOrder() {
        String plain = "{'TableName': 'plain', ";
        String of = "'ExpressionAttributeValues': {':a': {'S': 'S'}}}";
        invalid(
                "Query",
                plain + "'ExclusiveStartKey': {'id': {'N': ''}}}",
                "The parameter cannot be converted to a numeric value");
        invalid(
                "Query",
                plain + "'KeyConditionExpression': '', 'FilterExpression': '', " + of,
                "Invalid KeyConditionExpression: The expression can not be empty;");
        invalid(
                "Query",
                plain + "'KeyConditionExpression': 'attribute_type(a, :a)', 'FilterExpression': '', " + of,
                "Invalid FilterExpression: The expression can not be empty;");
        String other =
                plain + "'KeyConditionExpression': 'a = :a', " + of.replace("}}}", "}}, ") + "'ExclusiveStartKey': ";
        invalid("Query", other + "{'a': {'S': 'x'}}}", "The provided starting key is invalid");
        invalid("Query", other + "{'id': {'N': '1'}}}", "The provided key element does not match the schema");
        invalid("Query", other + "{'id': {'S': 'x'}}}", "Query condition missed key schema element: id");
    }

    @Test
    void placeholdersAreLookedAtFromTheFirstToTheLast() {
        String put = "{'TableName': 'plain', 'Item': {'id': {'S': 'a'}}, 'ConditionExpression': ''";
        invalid(
                "PutItem",
                put + ", 'ExpressionAttributeNames': {'a': 'a'}, 'ExpressionAttributeValues': {}}",
                "ExpressionAttributeNames contains invalid key: Syntax error; key: \"a\"");
        invalid(
                "PutItem",
                put + ", 'ExpressionAttributeValues': {':b': {}, 'b': {'S': 'a'}}}",
                "ExpressionAttributeValues contains invalid key: Syntax error; key: \"b\"");
    }

    @Test
    void updatesOfIndexKeysAreLookedAtBeforeTheItemIs() {
        String update = "{'TableName': 'clicks', 'Key': {'id': {'S': 'a'}, 'at': {'N': '1'}}, 'UpdateExpression': '";
        String rest = "', 'ExpressionAttributeNames': {'#u': 'user'}, 'ExpressionAttributeValues': {':n': {'N': '1'}}}";
        String mismatch = PARAMETER + "Type mismatch for Index Key user Expected: S Actual: N IndexName: byUser";
        String nested = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed:"
                + " IndexKey: user";
        invalid("UpdateItem", update + "ADD #u :n" + rest, mismatch);
        invalid("UpdateItem", update + "SET #u = a + :n" + rest, mismatch);
        invalid("UpdateItem", update + "SET f = #u[1], g = :n" + rest, nested);
    }

    @Test
    void anArnIsOfATableOfTheRegion() {
        String there = "{'TableName': 'arn:aws:dynamodb:%s:000000000000:table/plain', 'Key': {'id': {'S': 'a'}}}";
        assertThat(server.call("GetItem", there.formatted(ItemsTestServer.REGION)))
                .isEqualTo("{}");
        fails(
                "GetItem",
                there.formatted("ap-northeast-9"),
                "ResourceNotFoundException",
                "Requested resource not found");
    }

    @Test
    void unknownMembersAreRefusedByName() {
        invalid(
                "GetItem",
                "{'TableName': 'plain', 'Key': {'id': {'S': 'a'}}, 'Keys': 1}",
                "Unknown or unsupported: Keys");
        invalid(
                "TransactGetItems",
                "{'TransactItems': [{'Get': {'TableName': 'plain', 'Key': {'id': {'S': 'a'}}, 'X': 1}}]}",
                "Unknown or unsupported: transactItems.1.member.get.X");
    }

    @Test
    void keysMustFitTheirSchema() {
        String mismatch = "The provided key element does not match the schema";
        invalid("GetItem", "{'TableName': 'plain', 'Key': {}}", mismatch);
        invalid("GetItem", "{'TableName': 'plain', 'Key': {'id': {'N': '1'}}}", mismatch);
        invalid("DeleteItem", "{'TableName': 'clicks', 'Key': {'id': {'S': '1'}}}", mismatch);
        invalid(
                "PutItem",
                "{'TableName': 'clicks', 'Item': {'id': {'S': '1'}}}",
                PARAMETER + "Missing the key at in the item");
        invalid(
                "PutItem",
                "{'TableName': 'plain', 'Item': {'id': {'N': '1'}}}",
                PARAMETER + "Type mismatch for key id expected: S actual: N");
        invalid(
                "PutItem",
                "{'TableName': 'plain', 'Item': {'id': {'S': ''}}}",
                "One or more parameter values are not valid."
                        + " The AttributeValue for a key attribute cannot contain an empty string value. Key: id");
        invalid(
                "GetItem",
                "{'TableName': 'plain', 'Key': {'id': {'S': '" + "x".repeat(2_049) + "'}}}",
                PARAMETER + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
        invalid(
                "PutItem",
                "{'TableName': 'clicks', 'Item': {'id': {'S': '1'}, 'at': {'N': '1'}, 'page': {'N': '1'}}}",
                PARAMETER + "Type mismatch for Index Key page Expected: S Actual: N IndexName: byPage");
    }

    @Test
    void itemsHaveABound() {
        invalid(
                "PutItem",
                "{'TableName': 'plain', 'Item': {'id': {'S': 'a'}, 'b': {'S': '" + "x".repeat(409_597) + "'}}}",
                "Item size has exceeded the maximum allowed size");
        server.call(
                "PutItem",
                "{'TableName': 'plain', 'Item': {'id': {'S': 'a'}, 'b': {'S': '" + "x".repeat(409_596) + "'}}}");
        invalid(
                "UpdateItem",
                "{'TableName': 'plain', 'Key': {'id': {'S': 'a'}}, 'UpdateExpression': 'SET c = :c',"
                        + " 'ExpressionAttributeValues': {':c': {'S': 'x'}}}",
                "Item size to update has exceeded the maximum allowed size");
    }

    @Test
    void expressionsAndWhatWasBeforeThemDoNotMix() {
        invalid(
                "UpdateItem",
                "{'TableName': 'plain', 'Key': {'id': {'S': 'a'}}, 'UpdateExpression': 'SET b = :b', 'AttributeUpdates':"
                        + " {'b': {'Action': 'PUT', 'Value': {'S': 'x'}}}}",
                "Can not use both expression and non-expression parameters in the same request: Non-expression"
                        + " parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}");
        invalid(
                "PutItem",
                "{'TableName': 'plain', 'Item': {}, 'ExpressionAttributeValues': {':a': {'S': 'x'}}}",
                "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null");
        invalid(
                "Query",
                "{'TableName': 'plain'}",
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        invalid(
                "DeleteItem",
                "{'TableName': 'plain', 'Key': {'id': {'S': 'a'}}, 'ConditionExpression': 'a = :a',"
                        + " 'ExpressionAttributeValues': {':a': {'S': 'x'}, ':b': {'S': 'x'}}}",
                "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}");
    }

    @Test
    void keysAreNotUpdated() {
        invalid(
                "UpdateItem",
                "{'TableName': 'plain', 'Key': {'id': {'S': 'a'}}, 'UpdateExpression': 'REMOVE id'}",
                PARAMETER + "Cannot update attribute id. This attribute is part of the key");
        String page = "{'TableName': 'clicks', 'Key': {'id': {'S': 'a'}, 'at': {'N': '1'}}, 'UpdateExpression': 'SET ";
        invalid(
                "UpdateItem",
                page + "page = :p', 'ExpressionAttributeValues': {':p': {'N': '1'}}}",
                PARAMETER + "Type mismatch for Index Key page Expected: S Actual: N IndexName: byPage");
        invalid(
                "UpdateItem",
                page + "page = if_not_exists(x, :p)', 'ExpressionAttributeValues': {':p': {'N': '1'}}}",
                "The update expression attempted to update the secondary index key to unsupported type");
    }

    @Test
    void readsOfIndexesSayWhatTheyCannotGive() {
        String byPage = "{'TableName': 'clicks', 'IndexName': 'byPage', 'KeyConditionExpression': 'page = :p',"
                + " 'ExpressionAttributeValues': {':p': {'S': 'x'}}, ";
        invalid(
                "Scan",
                "{'TableName': 'clicks', 'IndexName': 'byTime'}",
                "The table does not have the specified index:" + " byTime");
        invalid(
                "Query",
                byPage + "'ConsistentRead': true}",
                "Consistent reads are not supported on global secondary" + " indexes");
        invalid(
                "Query",
                byPage + "'Select': 'ALL_ATTRIBUTES'}",
                PARAMETER + "Select type ALL_ATTRIBUTES is not supported"
                        + " for global secondary index byPage because its projection type is not ALL");
        invalid(
                "Query",
                byPage + "'ProjectionExpression': 'browser, id'}",
                PARAMETER + "Global secondary index byPage does not project [browser]");
        invalid(
                "Query",
                byPage + "'FilterExpression': 'page = :p'}",
                "Filter Expression can only contain non-primary key" + " attributes: Primary key attribute: page");
        invalid(
                "Query",
                byPage + "'Select': 'COUNT', 'ProjectionExpression': 'id'}",
                "Cannot specify the" + " ProjectionExpression when choosing to get only the Count");
        invalid(
                "Scan",
                "{'TableName': 'plain', 'Select': 'ALL_PROJECTED_ATTRIBUTES'}",
                "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName");
    }

    @Test
    void startingKeysAreWhereTheReadGoes() {
        String query =
                "{'TableName': 'clicks', 'KeyConditionExpression': 'id = :i and #a > :a', 'ExpressionAttributeNames':"
                        + " {'#a': 'at'}, 'ExpressionAttributeValues': {':i': {'S': 'x'}, ':a': {'N': '5'}}, 'ExclusiveStartKey': ";
        invalid("Query", query + "{'id': {'S': 'x'}}}", "The provided starting key is invalid");
        invalid(
                "Query",
                query + "{'id': {'S': 'x'}, 'at': {'N': '5'}}}",
                "The provided starting key does not match the" + " range key predicate");
        invalid(
                "Query",
                query + "{'id': {'S': 'y'}, 'at': {'N': '6'}}}",
                "The query can return at most one row and cannot" + " be restarted");
        invalid(
                "Scan",
                "{'TableName': 'plain', 'ExclusiveStartKey': {'no': {'S': 'x'}}}",
                "The provided starting key is" + " invalid: The provided key element does not match the schema");
        invalid(
                "Scan",
                "{'TableName': 'plain', 'Segment': 2, 'TotalSegments': 2}",
                "The Segment parameter is zero-based and"
                        + " must be less than parameter TotalSegments: Segment: 2 is not less than TotalSegments: 2");
        invalid(
                "Scan",
                "{'TableName': 'plain', 'TotalSegments': 2}",
                "The Segment parameter is required but was not present"
                        + " in the request when parameter TotalSegments is present");
    }

    @Test
    void batchesHaveBoundsAndNoDuplicates() {
        String twice = "{'RequestItems': {'plain': {'Keys': [{'id': {'S': 'a'}}, {'id': {'S': 'a'}}]}}}";
        invalid("BatchGetItem", twice, "Provided list of item keys contains duplicates");
        invalid(
                "BatchWriteItem",
                "{'RequestItems': {'plain': [{'PutRequest': {'Item': {'id': {'S': 'a'}}}}, {'DeleteRequest': {'Key': {'id':"
                        + " {'S': 'a'}}}}]}}",
                "Provided list of item keys contains duplicates");
        invalid(
                "BatchWriteItem",
                "{'RequestItems': {'plain': [{}]}}",
                "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported"
                        + " datatypes");
        invalid(
                "BatchWriteItem",
                "{'RequestItems': {'plain': [{'PutRequest': {'Item': {'x': {'S': 'a'}}}}]}}",
                "The provided key element does not match the schema");
        invalid(
                "BatchGetItem",
                "{'RequestItems': {}}",
                "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have"
                        + " length greater than or equal to 1");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        fails(
                "GetItem",
                "{'TableName': 'none', 'Key': {}}",
                "ResourceNotFoundException",
                "Requested resource not found");
        fails(
                "GetItem",
                "{'TableName': 'arn:aws:dynamodb:eu-west-1:000000000000:table/none', 'Key': {}}",
                "ResourceNotFoundException",
                "Requested resource not found");
        assertThat(
                        server.call(
                                "GetItem",
                                "{'TableName': 'arn:aws:dynamodb:eu-west-1:000000000000:table/plain', 'Key': {'id': {'S': 'a'}}}"))
                .isEqualTo("{}");
    }
}
