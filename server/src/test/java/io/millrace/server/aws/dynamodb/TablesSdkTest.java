package io.millrace.server.aws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.store.TableLayout;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.IndexSchema;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexUpdate;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryDescription;
import software.amazon.awssdk.services.dynamodb.model.PointInTimeRecoveryStatus;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.awssdk.services.dynamodb.model.Tag;
import software.amazon.awssdk.services.dynamodb.model.TimeToLiveStatus;

/// What AWS's own Java client sees of tables.
class TablesSdkTest {
    @TempDir
    Path folder;

    private final MemoryTables store = new MemoryTables();
    private DynamoDbTestServer server;
    private DynamoDbClient dynamo;

    @BeforeEach
    void open() {
        server = new DynamoDbTestServer(folder, store);
        dynamo = server.client;
    }

    @AfterEach
    void close() {
        store.gate.countDown();
        server.close();
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private static CreateTableRequest.Builder clicks() {
        return CreateTableRequest.builder()
                .tableName("clicks")
                .attributeDefinitions(
                        attribute("requestid", ScalarAttributeType.S), attribute("at", ScalarAttributeType.N))
                .keySchema(key("requestid", KeyType.HASH), key("at", KeyType.RANGE))
                .billingMode(BillingMode.PAY_PER_REQUEST);
    }

    private TableDescription described(String name) {
        return dynamo.describeTable(b -> b.tableName(name)).table();
    }

    private TableLayout layout() {
        return store.layout(described("clicks").tableId()).orElseThrow();
    }

    @Test
    void aTableIsCreatingFirstAndActiveAtTheFirstLook() {
        TableDescription made = dynamo.createTable(clicks().build()).tableDescription();
        TableDescription seen = described("clicks");

        assertThat(made.tableStatus()).isEqualTo(TableStatus.CREATING);
        assertThat(seen.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(seen.tableId()).isEqualTo(made.tableId());
        assertThat(seen.tableArn()).isEqualTo("arn:aws:dynamodb:eu-west-1:000000000000:table/clicks");
        assertThat(seen.creationDateTime()).isEqualTo(server.now);
        assertThat(seen.billingModeSummary().billingMode()).isEqualTo(BillingMode.PAY_PER_REQUEST);
        assertThat(seen.provisionedThroughput().readCapacityUnits()).isZero();
        assertThat(seen.hasGlobalSecondaryIndexes()).isFalse();
        assertThat(layout().keys().hash().name()).isEqualTo("requestid");
    }

    @Test
    void aTableThatTakesLongIsNotThereForItsChanges() {
        store.gate = new CountDownLatch(1);
        dynamo.createTable(clicks().build());

        assertThat(described("clicks").tableStatus()).isEqualTo(TableStatus.CREATING);
        fails(
                () -> dynamo.updateTable(b -> b.tableName("clicks").deletionProtectionEnabled(true)),
                ResourceInUseException.class,
                "Table is being created: clicks");
    }

    @Test
    void aTableThatTheStoreCouldNotMakeIsMadeWhenItCan() {
        store.failures.set(2);
        dynamo.createTable(clicks().build());

        dynamo.waiter().waitUntilTableExists(b -> b.tableName("clicks"));

        assertThat(store.failures).hasValue(0);
    }

    @Test
    void aNameIsTakenOnceInARegion() {
        dynamo.createTable(clicks().build());

        fails(() -> dynamo.createTable(clicks().build()), ResourceInUseException.class, "Table already exists: clicks");
    }

    @Test
    void whatACrashInterruptedIsTakenUp() {
        store.gate = new CountDownLatch(1);
        String id = dynamo.createTable(clicks().build()).tableDescription().tableId();
        server.close();
        store.gate.countDown();
        KeyAttribute key = new KeyAttribute("a", io.millrace.core.table.item.KeyType.S);
        store.prepare(new TableLayout("orphan", new KeySchema(key, Optional.empty()), List.of(), Optional.empty()));

        open();

        assertThat(described("clicks").tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(store.tables()).containsExactly(id);
    }

    @Test
    void aDeletedTableIsGoneAtTheFirstLook() {
        dynamo.createTable(clicks().build());
        String id = described("clicks").tableId();

        TableDescription gone = dynamo.deleteTable(b -> b.tableName("clicks")).tableDescription();

        assertThat(gone.tableStatus()).isEqualTo(TableStatus.DELETING);
        fails(
                () -> described("clicks"),
                ResourceNotFoundException.class,
                "Requested resource not found: Table: clicks not found");
        assertThat(store.layout(id)).isEmpty();
        dynamo.createTable(clicks().build());
        assertThat(described("clicks").tableId()).isNotEqualTo(id);
    }

    @Test
    void aProtectedTableStays() {
        dynamo.createTable(clicks().deletionProtectionEnabled(true).build());

        fails(
                () -> dynamo.deleteTable(b -> b.tableName("clicks")),
                DynamoDbException.class,
                "Resource cannot be deleted as it is currently protected against deletion.");

        dynamo.updateTable(b -> b.tableName("clicks").deletionProtectionEnabled(false));
        dynamo.deleteTable(b -> b.tableName("clicks"));
        dynamo.waiter().waitUntilTableNotExists(b -> b.tableName("clicks"));
    }

    @Test
    void aGlobalIndexIsMadeAndDropped() {
        dynamo.createTable(clicks().build());

        TableDescription adding = dynamo.updateTable(b -> b.tableName("clicks")
                        .attributeDefinitions(attribute("owner", ScalarAttributeType.S))
                        .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                                .create(c -> c.indexName("byOwner")
                                        .keySchema(key("owner", KeyType.HASH))
                                        .projection(p -> p.projectionType(ProjectionType.INCLUDE)
                                                .nonKeyAttributes("page", "action")))
                                .build()))
                .tableDescription();
        assertThat(adding.tableStatus()).isEqualTo(TableStatus.UPDATING);
        assertThat(adding.globalSecondaryIndexes().getFirst().indexStatus()).isEqualTo(IndexStatus.CREATING);

        GlobalSecondaryIndexDescription index =
                described("clicks").globalSecondaryIndexes().getFirst();
        assertThat(index.indexStatus()).isEqualTo(IndexStatus.ACTIVE);
        assertThat(index.backfilling()).isNull();
        assertThat(index.indexArn()).endsWith(":table/clicks/index/byOwner");
        assertThat(index.projection().nonKeyAttributes()).containsExactly("page", "action");
        assertThat(layout().indexes()).extracting(IndexSchema::name).containsExactly("byOwner");

        dynamo.updateTable(b -> b.tableName("clicks")
                .globalSecondaryIndexUpdates(GlobalSecondaryIndexUpdate.builder()
                        .delete(d -> d.indexName("byOwner"))
                        .build()));
        assertThat(described("clicks").hasGlobalSecondaryIndexes()).isFalse();
        assertThat(described("clicks").attributeDefinitions())
                .extracting(AttributeDefinition::attributeName)
                .containsExactly("requestid", "at");
        assertThat(layout().indexes()).isEmpty();
    }

    @Test
    void capacityIsKeptAndItsChangesAreCounted() {
        dynamo.createTable(clicks().billingMode(BillingMode.PROVISIONED)
                .provisionedThroughput(p -> p.readCapacityUnits(5L).writeCapacityUnits(6L))
                .build());
        assertThat(described("clicks").billingModeSummary()).isNull();

        TableDescription lowering = dynamo.updateTable(b -> b.tableName("clicks")
                        .provisionedThroughput(p -> p.readCapacityUnits(4L).writeCapacityUnits(6L)))
                .tableDescription();

        assertThat(lowering.provisionedThroughput().readCapacityUnits()).isEqualTo(5);
        assertThat(lowering.provisionedThroughput().lastDecreaseDateTime()).isEqualTo(server.now);
        assertThat(described("clicks").provisionedThroughput().readCapacityUnits())
                .isEqualTo(4);
        assertThat(described("clicks").provisionedThroughput().numberOfDecreasesToday())
                .isEqualTo(1);
        fails(
                () -> dynamo.updateTable(b -> b.tableName("clicks")
                        .provisionedThroughput(p -> p.readCapacityUnits(4L).writeCapacityUnits(6L))),
                DynamoDbException.class,
                "The provisioned throughput for the table will not change.");

        dynamo.updateTable(b -> b.tableName("clicks").billingMode(BillingMode.PAY_PER_REQUEST));
        assertThat(described("clicks").billingModeSummary().lastUpdateToPayPerRequestDateTime())
                .isEqualTo(server.now);
        assertThat(described("clicks").provisionedThroughput().readCapacityUnits())
                .isZero();
    }

    @Test
    void tablesAreListedByPage() {
        for (String name : List.of("ccc", "aaa", "bbb")) {
            dynamo.createTable(clicks().tableName(name).build());
        }

        assertThat(dynamo.listTablesPaginator(b -> b.limit(2)).tableNames()).containsExactly("aaa", "bbb", "ccc");
        assertThat(dynamo.listTables(b -> b.exclusiveStartTableName("abc")).tableNames())
                .containsExactly("bbb", "ccc");
        assertThat(dynamo.listTables(b -> b.limit(1)).lastEvaluatedTableName()).isEqualTo("aaa");
    }

    @Test
    void tagsAreKept() {
        String arn = dynamo.createTable(
                        clicks().tags(tag("a", "1"), tag("b", "2")).build())
                .tableDescription()
                .tableArn();

        dynamo.tagResource(b -> b.resourceArn(arn).tags(tag("b", "3"), tag("c", "")));
        dynamo.untagResource(b -> b.resourceArn(arn).tagKeys("a"));

        assertThat(dynamo.listTagsOfResource(b -> b.resourceArn(arn)).tags())
                .containsExactly(tag("b", "3"), tag("c", ""));
        fails(
                () -> dynamo.listTagsOfResource(b -> b.resourceArn(arn + "x")),
                ResourceNotFoundException.class,
                "Requested resource not found: ResourcArn: " + arn + "x not found");
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    void itemsExpireWhileTimeToLiveIsEnabled() {
        dynamo.createTable(clicks().build());
        dynamo.updateTimeToLive(b -> b.tableName("clicks")
                .timeToLiveSpecification(t -> t.attributeName("ends").enabled(true)));

        assertThat(dynamo.describeTimeToLive(b -> b.tableName("clicks"))
                        .timeToLiveDescription()
                        .timeToLiveStatus())
                .isEqualTo(TimeToLiveStatus.ENABLED);
        String id = described("clicks").tableId();
        for (int i = 0; i < 1_200; i++) {
            store.put(id, ending(server.now.getEpochSecond() + (i < 1_100 ? 10 : 1_000)));
        }
        assertThat(described("clicks").itemCount()).isEqualTo(1_200);
        server.now = server.now.plusSeconds(10);
        server.tables.sweep();

        assertThat(store.size(id)).isEqualTo(100);
        fails(
                () -> dynamo.updateTimeToLive(b -> b.tableName("clicks")
                        .timeToLiveSpecification(t -> t.attributeName("ends").enabled(true))),
                DynamoDbException.class,
                "TimeToLive is already enabled");

        dynamo.updateTimeToLive(b -> b.tableName("clicks")
                .timeToLiveSpecification(t -> t.attributeName("ends").enabled(false)));
        server.now = server.now.plusSeconds(10_000);
        server.tables.sweep();
        assertThat(store.size(id)).isEqualTo(100);
        assertThat(layout().expiry()).isEmpty();
    }

    private static Item ending(long second) {
        return new Item(Map.of("ends", new AttributeValue.N(BigDecimal.valueOf(second))));
    }

    @Test
    void recoveryAndPoliciesAreKept() {
        String arn = dynamo.createTable(clicks().build()).tableDescription().tableArn();
        assertThat(recovery().pointInTimeRecoveryStatus()).isEqualTo(PointInTimeRecoveryStatus.DISABLED);

        dynamo.updateContinuousBackups(
                b -> b.tableName("clicks").pointInTimeRecoverySpecification(p -> p.pointInTimeRecoveryEnabled(true)
                        .recoveryPeriodInDays(7)));
        assertThat(recovery().pointInTimeRecoveryStatus()).isEqualTo(PointInTimeRecoveryStatus.ENABLED);
        assertThat(recovery().recoveryPeriodInDays()).isEqualTo(7);

        String revision =
                dynamo.putResourcePolicy(b -> b.resourceArn(arn).policy("{}")).revisionId();
        assertThat(dynamo.getResourcePolicy(b -> b.resourceArn(arn)).revisionId())
                .isEqualTo(revision);
        dynamo.deleteResourcePolicy(b -> b.resourceArn(arn));
        fails(
                () -> dynamo.getResourcePolicy(b -> b.resourceArn(arn)),
                DynamoDbException.class,
                "Resource-based policy not found");
    }

    private PointInTimeRecoveryDescription recovery() {
        return dynamo.describeContinuousBackups(b -> b.tableName("clicks"))
                .continuousBackupsDescription()
                .pointInTimeRecoveryDescription();
    }

    @Test
    void aTableMayBeNamedByItsArn() {
        String arn = dynamo.createTable(clicks().build()).tableDescription().tableArn();

        assertThat(described(arn).tableName()).isEqualTo("clicks");
    }

    @Test
    void whatThereIsNotIsRefusedByName() {
        fails(
                () -> dynamo.executeStatement(b -> b.statement("SELECT * FROM clicks")),
                DynamoDbException.class,
                "ExecuteStatement is not supported by Millrace");
        fails(
                () -> dynamo.createTable(
                        clicks().streamSpecification(s -> s.streamEnabled(true)).build()),
                DynamoDbException.class,
                "StreamSpecification: not supported by Millrace");
        dynamo.createTable(
                clicks().streamSpecification(s -> s.streamEnabled(false)).build());
        assertThat(dynamo.listBackups(b -> {}).backupSummaries()).isEmpty();
        assertThat(dynamo.describeLimits(b -> {}).tableMaxReadCapacityUnits()).isPositive();
    }

    private static void fails(ThrowingCallable call, Class<? extends DynamoDbException> type, String words) {
        assertThatThrownBy(call).isInstanceOf(type).hasMessageContaining(words);
    }
}
