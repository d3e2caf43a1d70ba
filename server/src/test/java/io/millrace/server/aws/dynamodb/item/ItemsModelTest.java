package io.millrace.server.aws.dynamodb.item;

import static io.millrace.server.aws.dynamodb.item.ItemsTestServer.index;
import static io.millrace.server.aws.dynamodb.item.ItemsTestServer.keys;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.backends.tables.SqliteTables;
import io.millrace.core.store.TableStore;
import io.millrace.core.table.item.IndexSchema.Projection;
import io.millrace.server.aws.protocol.RequestJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is written, reads of the table and of its indexes give what a map would.
class ItemsModelTest {
    /// A write of one of few items.
    ///
    /// @param group the hash key of the index, or empty for none
    record Step(String operation, int hash, int range, String group, int value) {}

    /// What there is.
    record Row(String group, int value) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of("put", "update", "add", "delete", "transact", "batch"),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(-3, 3),
                        Arbitraries.of("", "g", "h"),
                        Arbitraries.integers().between(0, 99))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 30)
    void readsGiveWhatWritesLeft(@ForAll("steps") List<Step> steps) throws IOException {
        Path folder = Files.createTempDirectory("items");
        TableStore store = new SqliteTables(folder.resolve("tables"), InstantSource.system());
        try (ItemsTestServer server = new ItemsTestServer(folder, store)) {
            server.table(
                    "model", keys("h", "r:N"), List.of(), List.of(index("byGroup", keys("g", "v:N"), Projection.ALL)));
            Map<String, Row> model = new TreeMap<>();
            for (Step step : steps) {
                server.call(operation(step), request(step));
                apply(model, step);
            }
            checkTable(server, model);
            checkIndex(server, model);
        } finally {
            delete(folder);
        }
    }

    private static String operation(Step step) {
        return switch (step.operation()) {
            case "put" -> "PutItem";
            case "delete" -> "DeleteItem";
            case "transact" -> "TransactWriteItems";
            case "batch" -> "BatchWriteItem";
            default -> "UpdateItem";
        };
    }

    private static String request(Step step) {
        String key = "'h': {'S': 'h" + step.hash() + "'}, 'r': {'N': '" + step.range() + "'}";
        String group = step.group().isEmpty() ? "" : ", 'g': {'S': '" + step.group() + "'}";
        String item = "{" + key + group + ", 'v': {'N': '" + step.value() + "'}}";
        String table = "'TableName': 'model'";
        String value = "'ExpressionAttributeValues': {':v': {'N': '" + step.value() + "'}}";
        return switch (step.operation()) {
            case "put" -> "{" + table + ", 'Item': " + item + "}";
            case "delete" -> "{" + table + ", 'Key': {" + key + "}}";
            case "transact" -> "{'TransactItems': [{'Put': {" + table + ", 'Item': " + item + "}}]}";
            case "batch" -> "{'RequestItems': {'model': [{'PutRequest': {'Item': " + item + "}}]}}";
            case "add" -> "{" + table + ", 'Key': {" + key + "}, 'UpdateExpression': 'ADD v :v', " + value + "}";
            default ->
                "{" + table + ", 'Key': {" + key + "}, 'UpdateExpression': 'SET v = :v REMOVE g', " + value + "}";
        };
    }

    private static void apply(Map<String, Row> model, Step step) {
        String key = "h" + step.hash() + "/" + (step.range() + 5);
        switch (step.operation()) {
            case "delete" -> model.remove(key);
            case "add" ->
                model.merge(
                        key,
                        new Row("", step.value()),
                        (old, more) -> new Row(old.group(), old.value() + more.value()));
            case "update" -> model.put(key, new Row("", step.value()));
            default -> model.put(key, new Row(step.group(), step.value()));
        }
    }

    private static void checkTable(ItemsTestServer server, Map<String, Row> model) throws IOException {
        for (int hash = 0; hash <= 2; hash++) {
            String name = "h" + hash;
            List<String> expected = model.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(name))
                    .map(entry -> entry.getKey() + "=" + entry.getValue().value())
                    .toList();
            List<String> found = new ArrayList<>();
            for (JsonNode item : pages(server, "", "h", name)) {
                found.add(item.at("/h/S").textValue() + "/"
                        + (Integer.parseInt(item.at("/r/N").textValue()) + 5) + "="
                        + item.at("/v/N").textValue());
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    private static void checkIndex(ItemsTestServer server, Map<String, Row> model) throws IOException {
        for (String group : List.of("g", "h")) {
            List<Integer> expected = model.values().stream()
                    .filter(row -> row.group().equals(group))
                    .map(Row::value)
                    .sorted()
                    .toList();
            List<Integer> found = new ArrayList<>();
            for (JsonNode item : pages(server, "'IndexName': 'byGroup', ", "g", group)) {
                found.add(Integer.parseInt(item.at("/v/N").textValue()));
            }
            assertThat(found).isEqualTo(expected);
        }
    }

    /// All items with one hash key, two at a time.
    private static List<JsonNode> pages(ItemsTestServer server, String index, String attribute, String value)
            throws IOException {
        List<JsonNode> items = new ArrayList<>();
        String start = "";
        do {
            String answer = server.call(
                    "Query",
                    "{'TableName': 'model', " + index + "'Limit': 2, 'KeyConditionExpression': '" + attribute
                            + " = :k', 'ExpressionAttributeValues': {':k': {'S': '" + value + "'}}" + start + "}");
            JsonNode page = RequestJson.parse(answer.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            page.get("Items").forEach(items::add);
            start = page.has("LastEvaluatedKey") ? ", 'ExclusiveStartKey': " + page.get("LastEvaluatedKey") : "";
        } while (!start.isEmpty());
        return items;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
