package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// `examples/clicklogger`, from nothing through a thousand clicks to nothing, by its template and by Terraform.
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ClickLoggerIT {
    private static final int CLICKS = 1_000;
    private static final int BURSTS_MAX = 10;
    private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/_api/\\S+/dev/clicklogger");
    private static final String COLUMNS =
            "requestid, contextid, callerid, component, action, type, clientip, createdtime";

    @TempDir
    Path folder;

    private MillraceProcess server;
    private Estate estate;

    @BeforeEach
    void start() {
        server = new MillraceProcess(folder.resolve("data")).start();
        estate = new Estate(server);
    }

    @AfterEach
    void stop() {
        estate.close();
        server.close();
    }

    @Test
    void byItsTemplate() throws Exception {
        String[] up = {
            "up",
            ClickLogger.EXAMPLE.resolve("template.yaml").toString(),
            "--stack",
            "clicklogger",
            "--param",
            "BufferSeconds=1",
            "--port",
            Integer.toString(server.port())
        };
        String printed = run(up);
        Matcher url = URL.matcher(printed);
        assertThat(url.find()).as(printed).isTrue();
        assertThat(run(up)).contains("nothing to change");
        Map<String, String> outputs = Inventory.outputs(estate, "clicklogger");

        worksAt(url.group(), outputs.get("TableName"), outputs.get("BucketName"));

        run("down", "clicklogger", "--empty-buckets");
        assertThat(left()).isEmpty();
    }

    @Test
    void byTerraform() throws Exception {
        Terraform terraform = Terraform.of(server, ClickLogger.EXAMPLE, folder.resolve("terraform"));
        List<String> variables = List.of(
                "jar=" + ClickLogger.EXAMPLE.resolve("target/clicklogger.jar"),
                "buffer_seconds=1",
                "destroy_clicks=true");
        terraform.apply(variables);
        terraform.findsNoChanges(variables);

        String url = server.url() + "/_api/" + terraform.output("api") + "/dev/clicklogger";
        worksAt(url, terraform.output("table"), terraform.output("bucket"));

        terraform.findsNoChanges(variables);
        terraform.destroy(variables);
        assertThat(left()).isEmpty();
    }

    private void worksAt(String url, String table, String bucket) throws Exception {
        try (ClickLogger api = new ClickLogger(url);
                ClickFiles files = new ClickFiles(server, bucket)) {
            whoMayNotIsToldSo(api);
            api.postAll(CLICKS);
            everyClickIsInTheTableOnce(table);
            everyClickIsInParquetOnce(files);
            assertThat(run(
                            "query",
                            "--format=csv",
                            "SELECT action, count(*) AS clicks FROM clicklogger GROUP BY 1 ORDER BY 1"))
                    .isEqualToIgnoringNewLines("action,clicksadd,250view,750");
            whoAsksTooOftenIsThrottled(api);
            assertThat(files.count()).isEqualTo(CLICKS);
            assertThat(files.keys("clicklog_error/")).isEmpty();
        }
    }

    private static void whoMayNotIsToldSo(ClickLogger api) throws Exception {
        assertThat(api.post(null, ClickLogger.click(0)).statusCode()).isEqualTo(401);
        assertThat(api.post("ALLOW=OTHER", ClickLogger.click(0)).statusCode()).isEqualTo(403);
        for (String wrong : List.of(
                "",
                "{}",
                "no JSON",
                ClickLogger.click(0).replace("\"callerid\"", "\"caller\""),
                ClickLogger.click(0).replace("\"webpage\"", "1"),
                ClickLogger.click(0).replace("}", ",\"user\":\"me\"}"))) {
            HttpResponse<String> answer = api.post(ClickLogger.TOKEN, wrong);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
            assertThat(answer.body()).isEqualTo("{\"message\": \"Invalid request body\"}");
        }
    }

    private void everyClickIsInTheTableOnce(String table) {
        assertThat(Poll.until(() -> items(table).size() >= CLICKS)).isTrue();
        List<Map<String, AttributeValue>> items = items(table);
        assertThat(items)
                .map(item -> item.get("requestid").s())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, CLICKS).mapToObj(i -> "request-" + i).toList());
        assertThat(items)
                .allSatisfy(item -> assertThat(item.get("user").s()).isEqualTo("GUEST"))
                .allSatisfy(item -> assertThat(item.get("clientip").s()).isEqualTo("127.0.0.1"));
        // Of caller 3 in context 5, the numbers that leave 5 by 10 and 3 by 7.
        assertThat(estate.dynamodb
                        .query(q -> q.tableName(table)
                                .indexName("ContextCallerIndex")
                                .keyConditionExpression("contextid = :context AND callerid = :caller")
                                .expressionAttributeValues(Map.of(
                                        ":context", AttributeValue.fromS("context-5"),
                                        ":caller", AttributeValue.fromS("caller-3"))))
                        .items())
                .map(item -> item.get("requestid").s())
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, CLICKS)
                        .filter(i -> i % 10 == 5 && i % 7 == 3)
                        .mapToObj(i -> "request-" + i)
                        .toList());
    }

    private List<Map<String, AttributeValue>> items(String table) {
        return new ArrayList<>(estate.dynamodb.scanPaginator(s -> s.tableName(table)).items().stream()
                .toList());
    }

    private static void everyClickIsInParquetOnce(ClickFiles files) {
        assertThat(Poll.until(() -> files.count() >= CLICKS)).isTrue();
        assertThat(files.keys("clicklog/"))
                .allMatch(
                        key -> key.matches(
                                "clicklog/data=20\\d\\d-[01]\\d-[0-3]\\d/clicklogger-clicks-1-20[\\d-]+-[0-9a-f-]{36}\\.parquet"));
        assertThat(files.query("SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM " + files.rows() + ")"))
                .containsExactly((COLUMNS.replace(",", " VARCHAR,") + " VARCHAR").split(", "));
        assertThat(files.query("SELECT DISTINCT compression FROM " + files.metadata()))
                .containsExactly("SNAPPY");
        assertThat(files.query("SELECT count(*), count(DISTINCT requestid), count(createdtime) FROM " + files.rows()))
                .containsExactly(CLICKS + "|" + CLICKS + "|" + CLICKS);
        assertThat(files.query("SELECT contextid, callerid, component, action, type, clientip FROM " + files.rows()
                        + " WHERE requestid = 'request-44'"))
                .containsExactly("context-4|caller-2|cart|add|webpage|127.0.0.1");
        assertThat(files.query("SELECT action, count(*) FROM " + files.rows() + " GROUP BY 1 ORDER BY 1"))
                .containsExactly("add|250", "view|750");
    }

    /// 50 at once and 100 a second: of what is asked within a second the 151st is refused, whatever the machine's
    /// speed.
    private static void whoAsksTooOftenIsThrottled(ClickLogger api) throws InterruptedException {
        List<HttpResponse<String>> answers = api.burst();
        for (int again = 0; again < BURSTS_MAX && answers.size() <= ClickLogger.BURST + ClickLogger.RATE; again++) {
            // The machine was busy: so slow a caller is not throttled.
            answers = api.burst();
        }
        List<Integer> statuses = answers.stream()
                .map(HttpResponse::statusCode)
                .distinct()
                .sorted()
                .toList();
        assertThat(answers).hasSizeGreaterThan(ClickLogger.BURST + ClickLogger.RATE);
        assertThat(statuses).containsExactly(400, 429);
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 400))
                .hasSizeBetween(ClickLogger.BURST, ClickLogger.BURST + ClickLogger.RATE);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 429)
                .map(HttpResponse::body)
                .containsOnly("{\"message\":\"Too Many Requests\"}");
    }

    /// What there still is, but for the bucket that `up` keeps code in, and the setting of API Gateway's that is no
    /// thing.
    private SortedMap<String, List<String>> left() {
        assertThat(estate.gateway.getAccount().cloudwatchRoleArn()).isNull();
        SortedMap<String, List<String>> ids = estate.ids();
        ids.computeIfPresent("AWS::S3::Bucket", (type, buckets) -> {
            List<String> others = buckets.stream()
                    .filter(bucket -> !bucket.startsWith("millrace-assets-"))
                    .toList();
            return others.isEmpty() ? null : others;
        });
        return ids;
    }

    private String run(String... arguments) {
        try (MillraceCommand command = new MillraceCommand(server, arguments)) {
            assertThat(command.await()).as(command.printed()).isZero();
            return command.printed();
        }
    }
}
