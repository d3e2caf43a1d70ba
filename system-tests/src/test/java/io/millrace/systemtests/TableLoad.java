package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writers of items, each with keys of its own, and what may be in the tables by what they were told.
///
/// The n-th version of an item says so in all its attributes. What was asked for and not acknowledged may have happened
/// or not; what was acknowledged has, and of what came before nothing is left.
final class TableLoad {
    static final String TABLE = "load";
    static final String OTHER = "other";
    /// So many items lie in the table from the start, that indexes have something to be filled with.
    static final int SEEDS = 1_000;

    private static final int BATCH = 25;
    private static final int WRITERS = 4;
    private static final int KEYS = 12;

    /// By key, the versions that there may be; empty for no item.
    final Map<String, Set<Optional<Long>>> possible = new ConcurrentHashMap<>();

    final AtomicLong acknowledged = new AtomicLong();
    private final Set<String> pairs = ConcurrentHashMap.newKeySet();
    private final MillraceProcess server;
    private final AtomicLong versions = new AtomicLong();
    private final AtomicBoolean loading = new AtomicBoolean();
    private final ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
    private final List<Thread> writers = new ArrayList<>();

    TableLoad(MillraceProcess server) {
        this.server = server;
    }

    void seed() {
        for (int first = 0; first < SEEDS; first += BATCH) {
            batch(IntStream.range(first, first + BATCH)
                    .mapToObj(i -> "seed-" + i)
                    .toList());
        }
        assertThat(refused).isEmpty();
    }

    void start() {
        loading.set(true);
        for (int i = 0; i < WRITERS; i++) {
            String writer = "writer-" + i;
            writers.add(Thread.ofVirtual().start(() -> write(writer)));
        }
    }

    /// To be called when the server is dead.
    void stop() throws InterruptedException {
        loading.set(false);
        for (Thread writer : writers) {
            writer.join();
        }
        writers.clear();
        assertThat(refused).isEmpty();
    }

    /// Keys that are written by transactions only, in both tables.
    Set<String> pairs() {
        return pairs;
    }

    private void write(String writer) {
        try {
            for (int turn = 0; loading.get(); turn++) {
                String key = writer + "-" + turn % KEYS;
                switch (turn % 5) {
                    case 0 -> put(key);
                    case 1 -> update(key);
                    case 2 ->
                        batch(Stream.of(3, 5, 7).map(i -> writer + "-" + i).toList());
                    case 3 -> transact(writer + "-pair");
                    default -> delete(key);
                }
            }
        } catch (UncheckedIOException killed) {
            // Its last call stays among what is possible.
        }
    }

    private void put(String key) {
        long version = versions.incrementAndGet();
        ask(
                "PutItem",
                "{\"TableName\":\"" + TABLE + "\",\"Item\":" + item(key, version) + "}",
                Map.of(key, Optional.of(version)));
    }

    private void update(String key) {
        long version = versions.incrementAndGet();
        ask(
                "UpdateItem",
                """
                {"TableName":"%s","Key":{"id":{"S":"%s"}},"UpdateExpression":"SET version = :v, team = :team, #text = :text",
                 "ExpressionAttributeNames":{"#text":"text"},
                 "ExpressionAttributeValues":{":v":{"N":"%d"},":team":{"S":"%s"},":text":{"S":"%s"}}}
                """.formatted(TABLE, key, version, team(version), text(key, version)),
                Map.of(key, Optional.of(version)));
    }

    private void delete(String key) {
        ask(
                "DeleteItem",
                "{\"TableName\":\"" + TABLE + "\",\"Key\":{\"id\":{\"S\":\"" + key + "\"}}}",
                Map.of(key, Optional.empty()));
    }

    private void batch(List<String> keys) {
        long version = versions.incrementAndGet();
        String requests = keys.stream()
                .map(key -> "{\"PutRequest\":{\"Item\":" + item(key, version) + "}}")
                .collect(Collectors.joining(","));
        HttpResponse<String> answer = ask(
                "BatchWriteItem",
                "{\"RequestItems\":{\"" + TABLE + "\":[" + requests + "]}}",
                keys.stream().collect(Collectors.toMap(key -> key, key -> Optional.of(version))));
        if (!answer.body().contains("\"UnprocessedItems\":{}")) {
            refused.add(answer.body());
        }
    }

    private void transact(String key) {
        pairs.add(key);
        long version = versions.incrementAndGet();
        String puts = Stream.of(TABLE, OTHER)
                .map(table -> "{\"Put\":{\"TableName\":\"" + table + "\",\"Item\":" + item(key, version) + "}}")
                .collect(Collectors.joining(","));
        ask("TransactWriteItems", "{\"TransactItems\":[" + puts + "]}", Map.of(key, Optional.of(version)));
    }

    private HttpResponse<String> ask(String operation, String request, Map<String, Optional<Long>> versionsAfter) {
        versionsAfter.forEach(
                (key, version) -> possible.computeIfAbsent(key, none -> new HashSet<>(Set.of(Optional.empty())))
                        .add(version));
        HttpResponse<String> answer = server.call("DynamoDB_20120810." + operation, request);
        if (answer.statusCode() == 200) {
            versionsAfter.forEach((key, version) -> possible.put(key, new HashSet<>(Set.of(version))));
            acknowledged.incrementAndGet();
        } else if (answer.statusCode() < 500) {
            refused.add(operation + " " + answer.body());
        }
        return answer;
    }

    static String team(long version) {
        return "team-" + version % 3;
    }

    static String text(String key, long version) {
        return "text " + version + " of " + key;
    }

    private static String item(String key, long version) {
        return "{\"id\":{\"S\":\"%s\"},\"version\":{\"N\":\"%d\"},\"team\":{\"S\":\"%s\"},\"text\":{\"S\":\"%s\"}}"
                .formatted(key, version, team(version), text(key, version));
    }
}
