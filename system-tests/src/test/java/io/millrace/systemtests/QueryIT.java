package io.millrace.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `millrace query` as a user calls it, over what a server has delivered.
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class QueryIT {
    private static final List<String> COLUMNS =
            List.of("action string", "seconds int", "page struct<path:string,tags:array<string>>");
    private static final String DAY = "day=2026-11-21/";

    @TempDir
    static Path folder;

    private static MillraceProcess server;
    private static Estate estate;
    private static CatalogTables tables;

    @BeforeAll
    static void deliver() {
        server = new MillraceProcess(folder.resolve("data")).start();
        estate = new Estate(server);
        tables = new CatalogTables(estate, "shop", "query");
        tables.table("visits", CatalogTables.OPEN_X, COLUMNS, List.of("day string"));
        tables.plain("visits", "visits/" + DAY);
        tables.table("views", CatalogTables.PARQUET, COLUMNS, List.of());
        tables.converting("views", false);
        tables.table("old", CatalogTables.ORC, COLUMNS, List.of());
        for (String stream : List.of("visits", "views")) {
            tables.put(stream, visit("add", 3), visit("view", 5), visit("view", 7));
            tables.awaitObject(stream + "/");
        }
    }

    @AfterAll
    static void stop() {
        estate.close();
        server.close();
    }

    private static String visit(String action, int seconds) {
        return "{\"action\":\"%s\",\"seconds\":%d,\"page\":{\"path\":\"/%s, \\\"x\\\"\",\"tags\":[\"a\",\"b\"]}}"
                .formatted(action, seconds, action);
    }

    @Test
    void jsonAndParquetAnswerTheSame() {
        for (String table : List.of("visits", "shop.views")) {
            String sql = "SELECT action, count(*) AS n, sum(seconds) AS s, any_value(page.path) AS p,"
                    + " max(page.tags[2]) AS t FROM " + table + " GROUP BY ALL ORDER BY ALL";
            assertThat(asked(0, "--format", "csv", sql).lines())
                    .containsExactly(
                            "action,n,s,p,t", "add,1,3,\"/add, \"\"x\"\"\",b", "view,2,12,\"/view, \"\"x\"\"\",b");
        }
    }

    @Test
    void eachFormatIsAsPromised() {
        String sql = "SELECT action, seconds, page, day FROM visits WHERE seconds < 4";

        assertThat(asked(0, "--format", "json", sql).replaceAll("\n *", ""))
                .isEqualTo("[{\"action\":\"add\",\"seconds\":3,\"page\":{\"path\":\"/add, \\\"x\\\"\","
                        + "\"tags\":[\"a\",\"b\"]},\"day\":\"2026-11-21\"}]");
        assertThat(asked(0, "SELECT action, seconds FROM visits ORDER BY 2").lines())
                .anyMatch(line -> line.matches("\\W*action\\W+seconds\\W*"))
                .anyMatch(line -> line.matches("\\W*add\\W+3\\W*"))
                .anyMatch(line -> line.matches("\\W*view\\W+7\\W*"));
    }

    @Test
    void partitionsAreColumnsAndObjectsAreNamedByTheirUrls() {
        assertThat(csv("SELECT day, count(*) AS n FROM visits WHERE day = '2026-11-21' GROUP BY 1"))
                .containsExactly("day,n", "2026-11-21,3");
        assertThat(csv("SELECT count(*) AS n FROM visits WHERE day > '2026-11-21'"))
                .containsExactly("n", "0");
        String file = tables.keys("views/").getFirst();
        assertThat(csv("SELECT sum(seconds) AS s FROM 's3://query/" + file + "'"))
                .containsExactly("s", "15");
        assertThat(csv("SELECT sum(seconds) AS s FROM read_json('s3://query/visits/**')"))
                .containsExactly("s", "15");
    }

    @Test
    void whatIsDeliveredIsSeenAtOnce() {
        tables.table("fresh", CatalogTables.OPEN_X, List.of("n int"), List.of());
        tables.plain("fresh", "fresh/");
        assertThat(csv("SELECT count(*) AS n FROM fresh")).containsExactly("n", "0");
        tables.put("fresh", "{\"n\":1}");
        tables.awaitObject("fresh/");
        assertThat(csv("FROM fresh")).containsExactly("n", "1");
        String first = tables.keys("fresh/").getFirst();
        tables.put("fresh", "{\"n\":2}");
        assertThat(Poll.until(() -> tables.keys("fresh/").size() == 2)).isTrue();
        assertThat(csv("SELECT sum(n) AS n FROM fresh")).containsExactly("n", "3");
        estate.s3.deleteObject(r -> r.bucket("query").key(first));
        assertThat(csv("FROM fresh")).containsExactly("n", "2");
    }

    @Test
    void mistakesAreToldAndTheStatusIsOne() {
        assertThat(asked(1, "SELEC 1")).startsWith("millrace: Parser Error: syntax error at or near \"SELEC\"");
        assertThat(asked(1, "SELECT nothing FROM visits")).contains("Binder Error", "\"nothing\"");
        assertThat(asked(1, "FROM nowhere")).contains("nowhere");
        assertThat(asked(1, "FROM old")).contains("Table shop.old cannot be queried: its files are ORC");
        assertThat(asked(1, "FROM 's3://absent/x.json'")).contains("absent");
    }

    @Test
    void extensionsAndSettingsAreRefused() {
        for (String sql : List.of(
                "INSTALL httpfs", "LOAD httpfs", "SET memory_limit = '1GB'", "SET allow_community_extensions = true")) {
            assertThat(asked(1, sql)).as(sql).startsWith("millrace: ").doesNotContain("\tat ");
        }
        assertThat(asked(1, "FROM 'http://127.0.0.1:1/x.parquet'")).startsWith("millrace: ");
    }

    private static List<String> csv(String sql) {
        return asked(0, "--format", "csv", sql).lines().toList();
    }

    private static String asked(int status, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "query";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        try (MillraceCommand command = new MillraceCommand(server, all)) {
            assertThat(command.await()).as(command.printed()).isEqualTo(status);
            return command.printed();
        }
    }
}
