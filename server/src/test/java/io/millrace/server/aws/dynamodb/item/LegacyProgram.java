package io.millrace.server.aws.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDB;
import com.amazonaws.services.dynamodbv2.AmazonDynamoDBClientBuilder;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBAttribute;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBHashKey;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBMapper;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBQueryExpression;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBRangeKey;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBScanExpression;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBTable;
import com.amazonaws.services.dynamodbv2.datamodeling.DynamoDBVersionAttribute;
import com.amazonaws.services.dynamodbv2.document.AttributeUpdate;
import com.amazonaws.services.dynamodbv2.document.DynamoDB;
import com.amazonaws.services.dynamodbv2.document.Expected;
import com.amazonaws.services.dynamodbv2.document.Item;
import com.amazonaws.services.dynamodbv2.document.KeyAttribute;
import com.amazonaws.services.dynamodbv2.document.PrimaryKey;
import com.amazonaws.services.dynamodbv2.document.QueryFilter;
import com.amazonaws.services.dynamodbv2.document.RangeKeyCondition;
import com.amazonaws.services.dynamodbv2.document.ScanFilter;
import com.amazonaws.services.dynamodbv2.document.Table;
import com.amazonaws.services.dynamodbv2.document.spec.QuerySpec;
import com.amazonaws.services.dynamodbv2.model.AttributeValue;
import com.amazonaws.services.dynamodbv2.model.ComparisonOperator;
import com.amazonaws.services.dynamodbv2.model.Condition;
import com.amazonaws.services.dynamodbv2.model.ConditionalCheckFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What AWS's first Java SDK does: its mapper and its document API send the forms of before there were expressions. Run
/// by [LegacySdkTest] in a process of its own, because that SDK needs a Jackson of its time. Says what it has done.
public final class LegacyProgram {
    private final DynamoDBMapper mapper;
    private final Table table;

    private LegacyProgram(AmazonDynamoDB client) {
        mapper = new DynamoDBMapper(client);
        table = new DynamoDB(client).getTable("clicks");
    }

    /// @param arguments the endpoint
    public static void main(String[] arguments) {
        AmazonDynamoDB client = AmazonDynamoDBClientBuilder.standard()
                .withEndpointConfiguration(new EndpointConfiguration(arguments[0], ItemsTestServer.REGION))
                .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials("AKIDEXAMPLE", "x")))
                .build();
        LegacyProgram program = new LegacyProgram(client);
        program.theMapperSavesLoadsAndLocksOptimistically();
        program.theMapperQueriesAndScansWithTheOldConditions();
        program.theDocumentApiWritesWithTheOldForms();
        program.theDocumentApiReadsWithTheOldForms();
        client.shutdown();
        System.out.println("all done");
    }

    /// A mapped item.
    @DynamoDBTable(tableName = "clicks")
    public static final class Click {
        private String id;
        private long at;
        private String page;
        private Set<String> tags;
        private Long version;

        @DynamoDBHashKey
        public String getId() {
            return id;
        }

        public void setId(String id) {
            this.id = id;
        }

        @DynamoDBRangeKey
        public long getAt() {
            return at;
        }

        public void setAt(long at) {
            this.at = at;
        }

        @DynamoDBAttribute
        public String getPage() {
            return page;
        }

        public void setPage(String page) {
            this.page = page;
        }

        @DynamoDBAttribute
        public Set<String> getTags() {
            return tags;
        }

        public void setTags(Set<String> tags) {
            this.tags = tags;
        }

        @DynamoDBVersionAttribute
        public Long getVersion() {
            return version;
        }

        public void setVersion(Long version) {
            this.version = version;
        }
    }

    private static Click click(String id, long at, String page) {
        Click click = new Click();
        click.setId(id);
        click.setAt(at);
        click.setPage(page);
        click.setTags(Set.of("a", "b"));
        return click;
    }

    private void theMapperSavesLoadsAndLocksOptimistically() {
        Click saved = click("m", 1, "p");
        mapper.save(saved);
        saved.setPage("q");
        mapper.save(saved);

        Click loaded = mapper.load(Click.class, "m", 1L);
        assertThat(loaded.getPage()).isEqualTo("q");
        assertThat(loaded.getTags()).containsExactlyInAnyOrder("a", "b");
        assertThat(loaded.getVersion()).isEqualTo(2);
        Click stale = click("m", 1, "late");
        stale.setVersion(1L);
        assertThatThrownBy(() -> mapper.save(stale)).isInstanceOf(ConditionalCheckFailedException.class);
        mapper.delete(loaded);
        assertThat(mapper.load(Click.class, "m", 1L)).isNull();
    }

    private void theMapperQueriesAndScansWithTheOldConditions() {
        for (int i = 0; i < 5; i++) {
            mapper.save(click("q", i, i % 2 == 0 ? "even" : "odd"));
        }

        DynamoDBQueryExpression<Click> query = new DynamoDBQueryExpression<Click>()
                .withHashKeyValues(click("q", 0, null))
                .withRangeKeyCondition(
                        "at",
                        new Condition()
                                .withComparisonOperator(ComparisonOperator.GE)
                                .withAttributeValueList(new AttributeValue().withN("2")))
                .withQueryFilterEntry(
                        "page",
                        new Condition()
                                .withComparisonOperator(ComparisonOperator.EQ)
                                .withAttributeValueList(new AttributeValue("even")));
        assertThat(mapper.query(Click.class, query)).extracting(Click::getAt).containsExactly(2L, 4L);
        DynamoDBScanExpression scan = new DynamoDBScanExpression()
                .withFilterConditionEntry(
                        "page",
                        new Condition()
                                .withComparisonOperator(ComparisonOperator.BEGINS_WITH)
                                .withAttributeValueList(new AttributeValue("od")));
        assertThat(mapper.scan(Click.class, scan)).extracting(Click::getAt).containsExactlyInAnyOrder(1L, 3L);
        assertThat(mapper.batchLoad(List.of(click("q", 0, null), click("q", 4, null)))
                        .get("clicks"))
                .hasSize(2);
    }

    private void theDocumentApiWritesWithTheOldForms() {
        PrimaryKey key = new PrimaryKey("id", "d", "at", 1);
        table.putItem(new Item().withPrimaryKey(key).withString("page", "p").withNumber("n", 1));

        table.updateItem(
                key,
                List.of(new Expected("n").eq(1)),
                new AttributeUpdate("n").addNumeric(4),
                new AttributeUpdate("page").delete(),
                new AttributeUpdate("tags").put(Set.of("x")));
        Item item = table.getItem(key);
        assertThat(item.getInt("n")).isEqualTo(5);
        assertThat(item.hasAttribute("page")).isFalse();
        assertThat(item.getStringSet("tags")).containsExactly("x");
        assertThatThrownBy(() -> table.deleteItem(key, new Expected("n").lt(5)))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThatThrownBy(() -> table.putItem(item, new Expected("id").notExist()))
                .isInstanceOf(ConditionalCheckFailedException.class);
        table.deleteItem(key, new Expected("n").between(5, 6), new Expected("page").notExist());
        assertThat(table.getItem(key)).isNull();
    }

    private void theDocumentApiReadsWithTheOldForms() {
        for (int i = 0; i < 5; i++) {
            table.putItem(new Item()
                    .withPrimaryKey("id", "r", "at", i)
                    .withString("page", "p" + i)
                    .withNumber("n", i));
        }

        List<Integer> found = new ArrayList<>();
        table.query(new QuerySpec()
                        .withHashKey("id", "r")
                        .withRangeKeyCondition(new RangeKeyCondition("at").between(1, 3))
                        .withQueryFilters(new QueryFilter("n").ne(2))
                        .withAttributesToGet("n")
                        .withMaxPageSize(2))
                .forEach(item -> found.add(item.getInt("n")));
        assertThat(found).containsExactly(1, 3);
        assertThat(table.scan(new ScanFilter("page").in("p0", "p4"))).hasSize(2);
        assertThat(table.getIndex("byPage").query(new KeyAttribute("page", "p3")))
                .hasSize(1);
    }
}
