package io.millrace.server.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What lies on the wire, and the words of refusals. In requests and messages here `'` stands for `"`.
class TablesWireTest {
    private static final String ONES = "'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}";
    private static final String A_AND_B = "'AttributeDefinitions':[{'AttributeName':'a','AttributeType':'S'},"
            + "{'AttributeName':'b','AttributeType':'S'}]";
    private static final String HASH_A = "{'AttributeName':'a','KeyType':'HASH'}";
    private static final String RANGE_B = "{'AttributeName':'b','KeyType':'RANGE'}";

    @TempDir
    Path folder;

    private DynamoDbTestServer server;

    @BeforeEach
    void open() {
        server = new DynamoDbTestServer(folder, new MemoryTables());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> ask(String operation, String json) {
        return server.ask(
                operation,
                json.replace("#ONES", ONES)
                        .replace("#AB", A_AND_B)
                        .replace("#A", HASH_A)
                        .replace("#B", RANGE_B)
                        .replace('\'', '"'));
    }

    @Test
    void answersCarryTheirChecksum() {
        HttpResponse<String> answer = ask("ListTables", "{}");
        CRC32 expected = new CRC32();
        expected.update(answer.body().getBytes(StandardCharsets.UTF_8));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"TableNames\":[]}");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.0");
        assertThat(answer.headers().firstValue("x-amz-crc32")).contains(Long.toString(expected.getValue()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ListTables|{'Limit':0}|com.amazon.coral.validate#ValidationException|message",
                "ListTables|{'Limit':'1'}|com.amazon.coral.service#SerializationException|Message",
                "DescribeTable|{'TableName':'none'}|com.amazonaws.dynamodb.v20120810#ResourceNotFoundException|message",
                "Nothing|{}|com.amazon.coral.service#UnknownOperationException|message"
            })
    void errorsAreOfTheirNamespace(String operation, String request, String type, String member) {
        HttpResponse<String> answer = ask(operation, request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"__type\":\"" + type + "\",\"" + member + "\":\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'TableName':'abc','AttributeDefinitions':[],'KeySchema':[#A]}"
                        + "|One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both"
                        + " be specified when BillingMode is PROVISIONED",
                "{'TableName':'abc','AttributeDefinitions':[],'KeySchema':[#A],'ProvisionedThroughput':"
                        + "{'ReadCapacityUnits':1000000000001,'WriteCapacityUnits':1}}"
                        + "|Given value 1000000000001 for ReadCapacityUnits is out of bounds",
                "{'TableName':'abc','AttributeDefinitions':[],'KeySchema':[#A],'BillingMode':'PAY_PER_REQUEST',#ONES}"
                        + "|One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits"
                        + " can be specified when BillingMode is PAY_PER_REQUEST",
                "{'TableName':'abc','AttributeDefinitions':[],'KeySchema':[#A],#ONES}"
                        + "|Invalid KeySchema: Some index key attribute have no definition",
                "{'TableName':'abc',#AB,'KeySchema':[{'AttributeName':'x','KeyType':'HASH'}],#ONES}"
                        + "|One or more parameter values were invalid: Some index key attributes are not defined in"
                        + " AttributeDefinitions. Keys: [x], AttributeDefinitions: [a, b]",
                "{'TableName':'abc',#AB,'KeySchema':[#A,{'AttributeName':'a','KeyType':'RANGE'}],#ONES}"
                        + "|Both the Hash Key and the Range Key element in the KeySchema have the same name",
                "{'TableName':'abc',#AB,'KeySchema':[#B,#A],#ONES}"
                        + "|Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
                "{'TableName':'abc',#AB,'KeySchema':[#A],#ONES}"
                        + "|One or more parameter values were invalid: Number of attributes in KeySchema does not exactly"
                        + " match number of attributes defined in AttributeDefinitions",
                "{'TableName':'abc',#AB,'KeySchema':[#A,#B],'LocalSecondaryIndexes':[],#ONES}"
                        + "|One or more parameter values were invalid: List of LocalSecondaryIndexes is empty",
                "{'TableName':'abc',#AB,'KeySchema':[#A],'LocalSecondaryIndexes':[{'IndexName':'abc',"
                        + "'KeySchema':[#A,#B],'Projection':{'ProjectionType':'ALL'}}],#ONES}"
                        + "|One or more parameter values were invalid: Table KeySchema does not have a range key, which is"
                        + " required when specifying a LocalSecondaryIndex",
                "{'TableName':'abc',#AB,'KeySchema':[#A,#B],'LocalSecondaryIndexes':[{'IndexName':'abc',"
                        + "'KeySchema':[#A,#B],'Projection':{'ProjectionType':'ALL','NonKeyAttributes':['c']}}],#ONES}"
                        + "|One or more parameter values were invalid: ProjectionType is ALL, but NonKeyAttributes is"
                        + " specified",
                "{'TableName':'abc',#AB,'KeySchema':[#A],'GlobalSecondaryIndexes':[{'IndexName':'abc',"
                        + "'KeySchema':[#A],'Projection':{'ProjectionType':'ALL'},#ONES}],#ONES}"
                        + "|One or more parameter values were invalid: Some AttributeDefinitions are not used."
                        + " AttributeDefinitions: [a, b], keys used: [a]",
                "{'TableName':'abc',#AB,'KeySchema':[#A],'GlobalSecondaryIndexes':[{'IndexName':'abc',"
                        + "'KeySchema':[#A],'Projection':{}}],#ONES}"
                        + "|One or more parameter values were invalid: Unknown ProjectionType: null"
            })
    void whatDoesNotGoTogetherIsToldInAwsWords(String request, String message) {
        HttpResponse<String> answer = ask("CreateTable", request);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"message\":\"" + message + "\"");
    }

    @Test
    void constraintsAreToldTogether() {
        assertThat(ask("CreateTable", "{'TableName':'abc;'}").body())
                .contains("3 validation errors detected: Value null at 'attributeDefinitions' failed to satisfy"
                        + " constraint: Member must not be null; Value 'abc;' at 'tableName' failed to satisfy"
                        + " constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value null at"
                        + " 'keySchema' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void anUpdateNeedsSomethingToDoAndDoesOneIndexAtATime() {
        assertThat(ask("UpdateTable", "{'TableName':'abc'}").body())
                .contains("At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
                        + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
        ask("CreateTable", "{'TableName':'abc',#AB,'KeySchema':[#A,#B],#ONES}");
        assertThat(ask(
                                "UpdateTable",
                                "{'TableName':'abc','GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'abc'}},"
                                        + "{'Delete':{'IndexName':'abd'}}]}")
                        .body())
                .contains("v20120810#LimitExceededException")
                .contains("Only 1 online index can be created or deleted simultaneously per table");
        assertThat(ask("UpdateTable", "{'TableName':'abc','GlobalSecondaryIndexUpdates':[{}]}")
                        .body())
                .contains("One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                        + " GlobalSecondaryIndexUpdate.Delete must not be null");
    }

    @Test
    void tagsOfWhatIsNoTableAreRefused() {
        assertThat(ask("ListTagsOfResource", "{}").body()).contains("Invalid TableArn");
        assertThat(ask("ListTagsOfResource", "{'ResourceArn':'abc'}").body())
                .contains("#AccessDeniedException")
                .contains("is not authorized to perform: dynamodb:ListTagsOfResource on resource: abc");
        assertThat(ask("TagResource", "{'ResourceArn':'a:b:c:d:e:f/g'}").body())
                .contains("Value null at 'tags' failed to satisfy constraint");
    }
}
