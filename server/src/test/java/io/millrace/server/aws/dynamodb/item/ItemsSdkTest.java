package io.millrace.server.aws.dynamodb.item;

import static io.millrace.server.aws.dynamodb.item.ItemsTestServer.index;
import static io.millrace.server.aws.dynamodb.item.ItemsTestServer.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.tables.SqliteTables;
import io.millrace.core.table.item.IndexSchema.Projection;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.IdempotentParameterMismatchException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ReturnItemCollectionMetrics;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.Select;
import software.amazon.awssdk.services.dynamodb.model.TransactGetItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// What AWS's own Java client sees.
class ItemsSdkTest {
    @TempDir
    Path folder;

    private ItemsTestServer server;
    private DynamoDbClient client;

    @BeforeEach
    void open() {
        server = new ItemsTestServer(folder, new SqliteTables(folder.resolve("tables"), InstantSource.system()));
        server.table(
                "clicks",
                keys("id", "at:N"),
                List.of(index("byUser", keys("id", "user"), Projection.KEYS_ONLY)),
                List.of(index("byPage", keys("page", "at:N"), Projection.INCLUDE, "user")));
        server.table("plain", keys("id", ""));
        client = DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.of(ItemsTestServer.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "x")))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static AttributeValue s(String text) {
        return AttributeValue.fromS(text);
    }

    private static AttributeValue n(int number) {
        return AttributeValue.fromN(Integer.toString(number));
    }

    private static Map<String, AttributeValue> click(String id, int at, String user, String page) {
        return Map.of("id", s(id), "at", n(at), "user", s(user), "page", s(page), "note", s("n" + at));
    }

    private void put(String table, Map<String, AttributeValue> item) {
        client.putItem(b -> b.tableName(table).item(item));
    }

    @Test
    void anItemComesBackAsItWasPutUntilItIsDeleted() {
        Map<String, AttributeValue> item = Map.of(
                "id", s("a"),
                "big", AttributeValue.fromN("12345678901234567890123456789012345678"),
                "list", AttributeValue.fromL(List.of(s("x"), AttributeValue.fromNul(true))),
                "map", AttributeValue.fromM(Map.of("b", AttributeValue.fromBool(false))),
                "set", AttributeValue.fromNs(List.of("1", "2")));
        put("plain", item);

        assertThat(client.getItem(b -> b.tableName("plain").key(Map.of("id", s("a"))))
                        .item())
                .isEqualTo(item);
        assertThat(client.getItem(b -> b.tableName("plain")
                                .key(Map.of("id", s("a")))
                                .projectionExpression("#m.b, big")
                                .expressionAttributeNames(Map.of("#m", "map")))
                        .item())
                .containsOnlyKeys("map", "big");
        assertThat(client.deleteItem(b ->
                                b.tableName("plain").key(Map.of("id", s("a"))).returnValues(ReturnValue.ALL_OLD))
                        .attributes())
                .isEqualTo(item);
        assertThat(client.getItem(b -> b.tableName("plain").key(Map.of("id", s("a"))))
                        .hasItem())
                .isFalse();
    }

    @Test
    void aConditionThatDoesNotHoldRefusesAndShowsTheItem() {
        put("plain", Map.of("id", s("a"), "v", n(1)));

        assertThatThrownBy(() -> client.putItem(b -> b.tableName("plain")
                        .item(Map.of("id", s("a"), "v", n(2)))
                        .conditionExpression("attribute_not_exists(id)")
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)))
                .isInstanceOfSatisfying(ConditionalCheckFailedException.class, failure -> {
                    assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo("The conditional request failed");
                    assertThat(failure.item()).isEqualTo(Map.of("id", s("a"), "v", n(1)));
                });
        client.deleteItem(b -> b.tableName("plain")
                .key(Map.of("id", s("a")))
                .conditionExpression("v = :v")
                .expressionAttributeValues(Map.of(":v", n(1))));
    }

    @Test
    void anUpdateMakesAndChangesAnItemAndTellsWhatItDid() {
        assertThat(update("SET a = :v ADD c :v", ReturnValue.UPDATED_NEW)).isEqualTo(Map.of("a", n(1), "c", n(1)));
        assertThat(update("SET a = a + :v ADD c :v", ReturnValue.UPDATED_OLD)).isEqualTo(Map.of("a", n(1), "c", n(1)));
        assertThat(update("SET b = :v REMOVE a", ReturnValue.ALL_NEW))
                .isEqualTo(Map.of("id", s("u"), "b", n(1), "c", n(2)));
        assertThat(update("SET b = :v", ReturnValue.ALL_OLD)).containsKey("c");
        assertThat(update("SET b = :v", ReturnValue.NONE)).isEmpty();
        client.updateItem(b -> b.tableName("plain").key(Map.of("id", s("new"))));
        assertThat(client.getItem(b -> b.tableName("plain").key(Map.of("id", s("new"))))
                        .item())
                .isEqualTo(Map.of("id", s("new")));
    }

    private Map<String, AttributeValue> update(String expression, ReturnValue returned) {
        return client.updateItem(b -> b.tableName("plain")
                        .key(Map.of("id", s("u")))
                        .updateExpression(expression)
                        .expressionAttributeValues(Map.of(":v", n(1)))
                        .returnValues(returned))
                .attributes();
    }

    @Test
    void aQueryGoesOnFromPageToPageInBothDirections() {
        IntStream.range(0, 7).forEach(i -> put("clicks", click("a", i, "u", "p")));
        put("clicks", click("b", 1, "u", "p"));

        for (boolean forward : new boolean[] {true, false}) {
            List<String> found = new ArrayList<>();
            client.queryPaginator(b -> b.tableName("clicks")
                            .keyConditionExpression("id = :i AND #at BETWEEN :from AND :to")
                            .expressionAttributeNames(Map.of("#at", "at"))
                            .expressionAttributeValues(Map.of(":i", s("a"), ":from", n(1), ":to", n(5)))
                            .scanIndexForward(forward)
                            .limit(2))
                    .items()
                    .forEach(item -> found.add(item.get("at").n()));
            assertThat(found).isEqualTo(forward ? List.of("1", "2", "3", "4", "5") : List.of("5", "4", "3", "2", "1"));
        }
    }

    @Test
    void aFilterLetsThroughWhatWasLookedAt() {
        IntStream.range(0, 6).forEach(i -> put("clicks", click("a", i, "u" + i % 2, "p")));

        QueryResponse page = client.query(b -> b.tableName("clicks")
                .keyConditionExpression("id = :i")
                .filterExpression("#u = :u")
                .expressionAttributeNames(Map.of("#u", "user"))
                .expressionAttributeValues(Map.of(":i", s("a"), ":u", s("u0")))
                .limit(4));
        assertThat(page.count()).isEqualTo(2);
        assertThat(page.scannedCount()).isEqualTo(4);
        assertThat(page.lastEvaluatedKey()).isEqualTo(Map.of("id", s("a"), "at", n(3)));
        assertThat(client.query(b -> b.tableName("clicks")
                                .keyConditionExpression("id = :i")
                                .expressionAttributeValues(Map.of(":i", s("a")))
                                .select(Select.COUNT))
                        .hasItems())
                .isFalse();
    }

    @Test
    void indexesGiveWhatTheyHoldAndLocalOnesFetchTheRest() {
        IntStream.range(0, 3).forEach(i -> put("clicks", click("a", i, "u" + i, "p")));

        QueryResponse global = client.query(b -> b.tableName("clicks")
                .indexName("byPage")
                .keyConditionExpression("page = :p")
                .expressionAttributeValues(Map.of(":p", s("p")))
                .limit(2));
        assertThat(global.items().getFirst()).containsOnlyKeys("id", "at", "page", "user");
        assertThat(global.lastEvaluatedKey()).containsOnlyKeys("id", "at", "page");
        for (Select select : List.of(Select.ALL_PROJECTED_ATTRIBUTES, Select.ALL_ATTRIBUTES)) {
            QueryResponse local = client.query(b -> b.tableName("clicks")
                    .indexName("byUser")
                    .keyConditionExpression("id = :i AND begins_with(#u, :u)")
                    .expressionAttributeNames(Map.of("#u", "user"))
                    .expressionAttributeValues(Map.of(":i", s("a"), ":u", s("u1")))
                    .select(select)
                    .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES));
            assertThat(local.items().getFirst().containsKey("note")).isEqualTo(select == Select.ALL_ATTRIBUTES);
            assertThat(local.consumedCapacity().capacityUnits()).isEqualTo(select == Select.ALL_ATTRIBUTES ? 1.0 : 0.5);
            assertThat(local.consumedCapacity()
                            .localSecondaryIndexes()
                            .get("byUser")
                            .capacityUnits())
                    .isEqualTo(0.5);
        }
    }

    @Test
    void theSegmentsOfAScanAreTheWholeTable() {
        IntStream.range(0, 50).forEach(i -> put("plain", Map.of("id", s("k" + i))));

        List<String> found = new ArrayList<>();
        for (int segment = 0; segment < 3; segment++) {
            int number = segment;
            client.scanPaginator(b -> b.tableName("plain")
                            .segment(number)
                            .totalSegments(3)
                            .limit(5))
                    .items()
                    .forEach(item -> found.add(item.get("id").s()));
        }
        assertThat(found).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aPageHasAMegabyte() {
        String text = "x".repeat(300_000);
        IntStream.range(0, 6).forEach(i -> put("plain", Map.of("id", s("k" + i), "t", s(text))));

        assertThat(client.scan(b -> b.tableName("plain")).count()).isEqualTo(4);
        assertThat(client.scanPaginator(b -> b.tableName("plain")).items()).hasSize(6);
    }

    @Test
    void batchesWriteAndRead() {
        client.batchWriteItem(b -> b.requestItems(Map.of(
                "plain",
                IntStream.range(0, 25)
                        .mapToObj(i -> WriteRequest.builder()
                                .putRequest(p -> p.item(Map.of("id", s("k" + i))))
                                .build())
                        .toList())));
        client.batchWriteItem(b -> b.requestItems(Map.of(
                "plain",
                List.of(WriteRequest.builder()
                        .deleteRequest(d -> d.key(Map.of("id", s("k3"))))
                        .build()))));

        BatchGetItemResponse got = client.batchGetItem(b -> b.requestItems(Map.of(
                        "plain",
                        KeysAndAttributes.builder()
                                .keys(IntStream.range(0, 25)
                                        .mapToObj(i -> Map.of("id", s("k" + i)))
                                        .toList())
                                .build()))
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL));
        assertThat(got.responses().get("plain")).hasSize(24);
        assertThat(got.unprocessedKeys()).isEmpty();
        assertThat(got.consumedCapacity().getFirst().capacityUnits()).isEqualTo(12.5);
    }

    @Test
    void capacityIsCountedWithIndexes() {
        PutItemResponse first = client.putItem(b -> b.tableName("clicks")
                .item(click("a", 1, "u", "p"))
                .returnConsumedCapacity(ReturnConsumedCapacity.INDEXES)
                .returnItemCollectionMetrics(ReturnItemCollectionMetrics.SIZE));
        ConsumedCapacity consumed = first.consumedCapacity();
        assertThat(consumed.capacityUnits()).isEqualTo(3.0);
        assertThat(consumed.table().capacityUnits()).isEqualTo(1.0);
        assertThat(consumed.globalSecondaryIndexes().get("byPage").capacityUnits())
                .isEqualTo(1.0);
        assertThat(first.itemCollectionMetrics().itemCollectionKey()).isEqualTo(Map.of("id", s("a")));
        assertThat(first.itemCollectionMetrics().sizeEstimateRangeGB()).containsExactly(0.0, 1.0);
        ConsumedCapacity moved = client.putItem(b -> b.tableName("clicks")
                        .item(click("a", 1, "u", "other"))
                        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL))
                .consumedCapacity();
        assertThat(moved.capacityUnits()).isEqualTo(3.0);
        assertThat(moved.table()).isNull();
    }

    @Test
    void aTransactionIsDoneWholeOrTellsWhyNot() {
        put("plain", Map.of("id", s("a"), "v", n(1)));
        TransactWriteItem put = TransactWriteItem.builder()
                .put(p -> p.tableName("plain").item(Map.of("id", s("b"))))
                .build();
        TransactWriteItem check = TransactWriteItem.builder()
                .conditionCheck(c -> c.tableName("plain")
                        .key(Map.of("id", s("a")))
                        .conditionExpression("v = :v")
                        .expressionAttributeValues(Map.of(":v", n(2)))
                        .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD))
                .build();
        TransactWriteItem update = TransactWriteItem.builder()
                .update(u -> u.tableName("plain").key(Map.of("id", s("c"))).updateExpression("SET x = nowhere"))
                .build();

        assertThatThrownBy(() -> client.transactWriteItems(b -> b.transactItems(put, check, update)))
                .isInstanceOfSatisfying(TransactionCanceledException.class, failure -> {
                    assertThat(failure.cancellationReasons())
                            .extracting(CancellationReason::code)
                            .containsExactly("None", "ConditionalCheckFailed", "ValidationError");
                    assertThat(failure.cancellationReasons().get(1).item()).containsEntry("v", n(1));
                    assertThat(failure.awsErrorDetails().errorMessage())
                            .isEqualTo("Transaction cancelled, please refer cancellation reasons for specific reasons"
                                    + " [None, ConditionalCheckFailed, ValidationError]");
                });
        assertThat(client.getItem(b -> b.tableName("plain").key(Map.of("id", s("b"))))
                        .hasItem())
                .isFalse();
        client.transactWriteItems(b -> b.transactItems(put));
        List<TransactGetItem> gets = Stream.of("b", "none")
                .map(id -> TransactGetItem.builder()
                        .get(g -> g.tableName("plain").key(Map.of("id", s(id))))
                        .build())
                .toList();
        assertThat(client.transactGetItems(b -> b.transactItems(gets))
                        .responses()
                        .getFirst()
                        .item())
                .isEqualTo(Map.of("id", s("b")));
    }

    @Test
    void aTransactionIsDoneOnceForItsToken() {
        TransactWriteItemsRequest add = TransactWriteItemsRequest.builder()
                .clientRequestToken("t1")
                .transactItems(TransactWriteItem.builder()
                        .update(u -> u.tableName("plain")
                                .key(Map.of("id", s("sum")))
                                .updateExpression("ADD v :one")
                                .expressionAttributeValues(Map.of(":one", n(1))))
                        .build())
                .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
                .build();

        assertThat(client.transactWriteItems(add).consumedCapacity().getFirst().writeCapacityUnits())
                .isEqualTo(2.0);
        assertThat(client.transactWriteItems(add).consumedCapacity().getFirst().readCapacityUnits())
                .isEqualTo(2.0);
        assertThat(sum()).isEqualTo(n(1));
        assertThatThrownBy(() -> client.transactWriteItems(add.toBuilder()
                        .transactItems(TransactWriteItem.builder()
                                .delete(d -> d.tableName("plain").key(Map.of("id", s("sum"))))
                                .build())
                        .build()))
                .isInstanceOf(IdempotentParameterMismatchException.class);
        server.pass(600);
        client.transactWriteItems(add);
        assertThat(sum()).isEqualTo(n(2));
    }

    private AttributeValue sum() {
        return client.getItem(b -> b.tableName("plain").key(Map.of("id", s("sum"))))
                .item()
                .get("v");
    }
}
