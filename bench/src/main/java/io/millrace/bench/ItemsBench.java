package io.millrace.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// PutItem, acknowledged after fsync, and GetItem through HTTP, beside the bare HTTP library; and the first page of a
/// query over a global index of many items.
final class ItemsBench implements Bench.Measurement {
    private static final int CONNECTIONS = 64;
    private static final int WARM_UP_SECONDS = 10;
    private static final int SECONDS = 6;
    private static final int ROUNDS = 3;
    private static final int QUERIES = 200;
    private static final int BATCH = 25;
    private static final int PAGE = 100;
    private static final long ITEMS_PER_CONTEXT = 1000;

    @Override
    public String what() {
        return "PutItem and GetItem, durable, 64 connections, and a query over an index of so many items"
                + " (asked: >= 15,000/s, >= 30,000/s; first page of 1 M < 10 ms)";
    }

    @Override
    public long defaultSize() {
        return 1_000_000;
    }

    @Override
    public void run(Path folder, long items) throws Exception {
        try (ServerProcess bare = ServerProcess.bare(Bench.BARE_PORT);
                ServerProcess server = ServerProcess.millrace(folder.resolve("data"), Bench.PORT)) {
            try (Loopback client = new Loopback(server.port())) {
                prepare(client);
                fill(client, items);
                queries(client, items);
            }
            singles(bare, server, items);
            System.out.printf("resident %.0f MB%n", server.residentMegabytes());
        }
    }

    private static void singles(ServerProcess bare, ServerProcess server, long items) throws Exception {
        Wrk.Request put = put();
        Wrk.Request get = get(items);
        Wrk.run(bare.url(), get, CONNECTIONS, WARM_UP_SECONDS);
        Wrk.run(server.url(), put.counting(items), CONNECTIONS, WARM_UP_SECONDS);
        Wrk.run(server.url(), get, CONNECTIONS, WARM_UP_SECONDS);
        double[] puts = new double[ROUNDS];
        double[] gets = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            double limit = measure("bare HTTP", bare, get);
            puts[round] = measure("PutItem", server, put.counting((round + 2L) * 10 * items));
            gets[round] = measure("GetItem", server, get);
            System.out.printf("ratio to bare HTTP: put %.2f, get %.2f%n", puts[round] / limit, gets[round] / limit);
        }
        System.out.printf("median PutItem %.0f/s, GetItem %.0f/s%n", median(puts), median(gets));
    }

    private static double measure(String name, ServerProcess server, Wrk.Request request) throws Exception {
        double before = server.cpuMicros();
        Wrk.Result result = Wrk.run(server.url(), request, CONNECTIONS, SECONDS);
        double micros = (server.cpuMicros() - before) / (result.perSecond() * SECONDS);
        System.out.printf(
                "%-10s %9.0f req/s  p50 %.2f ms  p99 %.2f ms  %.1f µs CPU a request%n",
                name, result.perSecond(), result.p50Millis(), result.p99Millis(), micros);
        return result.perSecond();
    }

    private static double median(double[] rounds) {
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private static void prepare(Loopback client) throws Exception {
        action(client, "CreateTable", """
                {"TableName":"clicks","BillingMode":"PAY_PER_REQUEST",
                 "AttributeDefinitions":[{"AttributeName":"requestid","AttributeType":"S"},
                  {"AttributeName":"contextid","AttributeType":"S"}],
                 "KeySchema":[{"AttributeName":"requestid","KeyType":"HASH"}],
                 "GlobalSecondaryIndexes":[{"IndexName":"Context","Projection":{"ProjectionType":"ALL"},
                  "KeySchema":[{"AttributeName":"contextid","KeyType":"HASH"},
                   {"AttributeName":"requestid","KeyType":"RANGE"}]}]}""");
        String described = "";
        for (int i = 0; i < 600 && !described.contains("\"TableStatus\":\"ACTIVE\""); i++) {
            described = action(client, "DescribeTable", "{\"TableName\":\"clicks\"}");
        }
    }

    private static void fill(Loopback client, long items) throws Exception {
        long begun = System.nanoTime();
        for (long first = 1; first <= items; first += BATCH) {
            String puts = LongStream.range(first, Math.min(first + BATCH, items + 1))
                    .mapToObj(i -> "{\"PutRequest\":{\"Item\":%s}}"
                            .formatted(item(Long.toString(i), Long.toString(i / ITEMS_PER_CONTEXT))))
                    .collect(Collectors.joining(","));
            action(client, "BatchWriteItem", "{\"RequestItems\":{\"clicks\":[" + puts + "]}}");
        }
        System.out.printf(
                "BatchWriteItem over one connection %.0f items/s%n", items / ((System.nanoTime() - begun) / 1e9));
    }

    private static void queries(Loopback client, long items) throws Exception {
        long contexts = Math.max(1, items / ITEMS_PER_CONTEXT);
        for (int limit : List.of(PAGE, (int) ITEMS_PER_CONTEXT)) {
            double[] millis = new double[QUERIES];
            for (int i = 0; i < QUERIES * 2; i++) {
                long begun = System.nanoTime();
                action(client, "Query", """
                        {"TableName":"clicks","IndexName":"Context","Limit":%d,
                         "KeyConditionExpression":"contextid = :c",
                         "ExpressionAttributeValues":{":c":{"S":"context-%d"}}}""".formatted(limit, i * 7919L % contexts));
                millis[i % QUERIES] = (System.nanoTime() - begun) / 1e6;
            }
            Arrays.sort(millis);
            System.out.printf(
                    "Query of an index of %d items, first page of %d: p50 %.2f ms, p99 %.2f ms%n",
                    items, limit, millis[QUERIES / 2], millis[QUERIES * 99 / 100]);
        }
    }

    private static Wrk.Request put() {
        return request("PutItem", "{\"TableName\":\"clicks\",\"Item\":%s}".formatted(item("@", "put")));
    }

    private static Wrk.Request get(long items) {
        return request("GetItem", "{\"TableName\":\"clicks\",\"Key\":{\"requestid\":{\"S\":\"request-@\"}}}")
                .drawing(items);
    }

    private static Wrk.Request request(String operation, String body) {
        return Wrk.Request.action("DynamoDB_20120810." + operation, body);
    }

    private static String item(String number, String context) {
        return ("{\"requestid\":{\"S\":\"request-%s\"},\"contextid\":{\"S\":\"context-%s\"},"
                        + "\"callerid\":{\"S\":\"guest\"},\"component\":{\"S\":\"orders\"},\"action\":{\"S\":\"open\"},"
                        + "\"type\":{\"S\":\"webpage\"},\"createdtime\":{\"S\":\"2026-01-01T00:00:00Z\"}}")
                .formatted(number, context);
    }

    private static String action(Loopback client, String operation, String body) throws Exception {
        Map<String, String> headers =
                Map.of("x-amz-target", "DynamoDB_20120810." + operation, "content-type", "application/x-amz-json-1.0");
        return client.send("POST", "/", headers, body.getBytes(StandardCharsets.UTF_8))
                .text();
    }
}
