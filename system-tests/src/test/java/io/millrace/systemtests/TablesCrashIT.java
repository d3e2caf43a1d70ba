package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/// Tables under load of puts, updates, deletes, batches and transactions while the program is killed (SIGKILL): in the
/// middle of writes, right after a table was made, and while an index is being filled. The seed is printed and can be
/// given back with `-Dmillrace.seed=…`.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class TablesCrashIT {
    private static final int KILLS = Integer.getInteger("millrace.kills.tables", 6);
    private static final int LIFE_MILLIS_MAX = 500;
    private static final int WRITES_MIN = 20;
    private static final String INDEX = """
            {"IndexName":"%s","KeySchema":[{"AttributeName":"team","KeyType":"HASH"},{"AttributeName":"version","KeyType":"RANGE"}],
             "Projection":{"ProjectionType":"ALL"}}""";
    private static final String KEY = """
            "KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],"BillingMode":"PAY_PER_REQUEST\"""";
    private static final String ATTRIBUTES = """
            "AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},{"AttributeName":"team","AttributeType":"S"},
             {"AttributeName":"version","AttributeType":"N"}]""";

    private final Set<String> tables = new TreeSet<>(List.of(TableLoad.TABLE, TableLoad.OTHER));
    private final Set<String> indexes = new TreeSet<>(List.of("first"));

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedIsThereWholeAndInEveryIndexThroughKills() throws Exception {
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        System.out.println("TablesCrashIT: " + KILLS + " kills, seed " + seed);
        Random random = new Random(seed);
        try (MillraceProcess server = new MillraceProcess(folder.resolve("data")).start();
                Estate estate = new Estate(server)) {
            make(server);
            awaitActive(estate);
            TableLoad load = new TableLoad(server);
            load.seed();
            for (int kill = 0; kill < KILLS; kill++) {
                awaitActive(estate);
                long before = load.acknowledged.get();
                load.start();
                assertThat(Poll.until(() -> load.acknowledged.get() > before + WRITES_MIN))
                        .isTrue();
                LockSupport.parkNanos(random.nextInt(LIFE_MILLIS_MAX) * 1_000_000L);
                change(server, kill);
                server.kill();
                load.stop();
                server.start();
            }
            awaitActive(estate);
            assertThat(estate.dynamodb.listTables().tableNames()).containsExactlyElementsOf(tables);
            verify(estate, load);
            System.out.println("TablesCrashIT: " + load.acknowledged + " writes acknowledged, nothing lost or torn");
        }
    }

    private static void make(MillraceProcess server) {
        ask(
                server,
                "CreateTable",
                "{\"TableName\":\"" + TableLoad.TABLE + "\"," + KEY + "," + ATTRIBUTES + ",\"GlobalSecondaryIndexes\":["
                        + INDEX.formatted("first") + "]}");
        table(server, TableLoad.OTHER);
    }

    private static void table(MillraceProcess server, String name) {
        ask(
                server,
                "CreateTable",
                "{\"TableName\":\"" + name + "\"," + KEY
                        + ",\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}]}");
    }

    /// What else is going on when it is killed: an index, a table, or nothing.
    private void change(MillraceProcess server, int kill) {
        switch (kill % 3) {
            case 0 -> {
                String index = "index-" + kill;
                ask(
                        server,
                        "UpdateTable",
                        "{\"TableName\":\"" + TableLoad.TABLE + "\"," + ATTRIBUTES
                                + ",\"GlobalSecondaryIndexUpdates\":[{\"Create\":" + INDEX.formatted(index) + "}]}");
                indexes.add(index);
            }
            case 1 -> {
                table(server, "fresh-" + kill);
                tables.add("fresh-" + kill);
            }
            default -> {}
        }
    }

    private static void ask(MillraceProcess server, String operation, String request) {
        HttpResponse<String> answer = server.call("DynamoDB_20120810." + operation, request);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private void awaitActive(Estate estate) {
        for (String table : tables) {
            assertThat(Poll.until(() -> isActive(estate.dynamodb
                            .describeTable(r -> r.tableName(table))
                            .table())))
                    .as(table)
                    .isTrue();
        }
    }

    private static boolean isActive(TableDescription table) {
        return table.tableStatus() == TableStatus.ACTIVE
                && table.globalSecondaryIndexes().stream().allMatch(index -> index.indexStatus() == IndexStatus.ACTIVE);
    }

    private void verify(Estate estate, TableLoad load) {
        Map<String, Map<String, AttributeValue>> found = scan(estate, TableLoad.TABLE, Optional.empty());
        assertThat(load.possible.keySet()).containsAll(found.keySet());
        load.possible.forEach((key, versions) -> {
            Optional<Long> version = Optional.ofNullable(found.get(key))
                    .map(item -> Long.valueOf(item.get("version").n()));
            assertThat(versions).as(key).contains(version);
            version.ifPresent(v -> assertThat(found.get(key)).isEqualTo(item(key, v)));
        });
        Map<String, Map<String, AttributeValue>> pairs = new HashMap<>(found);
        pairs.keySet().retainAll(load.pairs());
        assertThat(pairs).hasSize(load.pairs().size());
        assertThat(scan(estate, TableLoad.OTHER, Optional.empty())).isEqualTo(pairs);
        assertThat(estate.dynamodb
                        .describeTable(r -> r.tableName(TableLoad.TABLE))
                        .table()
                        .globalSecondaryIndexes())
                .map(index -> index.indexName())
                .containsExactlyInAnyOrderElementsOf(indexes);
        for (String index : indexes) {
            assertThat(scan(estate, TableLoad.TABLE, Optional.of(index)))
                    .as(index)
                    .isEqualTo(found);
        }
        for (String table : tables) {
            if (table.startsWith("fresh-")) {
                Map<String, AttributeValue> item = item("one", 1);
                estate.dynamodb.putItem(r -> r.tableName(table).item(item));
                assertThat(scan(estate, table, Optional.empty()).values()).containsExactly(item);
            }
        }
    }

    /// By key; none may be there twice.
    private static Map<String, Map<String, AttributeValue>> scan(Estate estate, String table, Optional<String> index) {
        Map<String, Map<String, AttributeValue>> items = new HashMap<>();
        Set<String> twice = new HashSet<>();
        estate.dynamodb
                .scanPaginator(
                        r -> r.tableName(table).indexName(index.orElse(null)).consistentRead(index.isEmpty()))
                .items()
                .forEach(item -> {
                    String key = item.get("id").s();
                    if (items.put(key, item) != null) {
                        twice.add(key);
                    }
                });
        assertThat(twice).isEmpty();
        return items;
    }

    private static Map<String, AttributeValue> item(String key, long version) {
        return Map.of(
                "id", AttributeValue.fromS(key),
                "version", AttributeValue.fromN(Long.toString(version)),
                "team", AttributeValue.fromS(TableLoad.team(version)),
                "text", AttributeValue.fromS(TableLoad.text(key, version)));
    }
}
