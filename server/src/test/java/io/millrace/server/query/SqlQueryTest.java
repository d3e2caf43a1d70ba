package io.millrace.server.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlQueryTest {
    private static final String OPENX = "org.openx.data.jsonserde.JsonSerDe";
    private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe";
    private static final String CLICKS =
            "{'StorageDescriptor': {'Columns': [{'Name': 'action', 'Type': 'string'}, {'Name': 'n', 'Type': 'int'},"
                    + " {'Name': 'seen', 'Type': 'struct<page:string,tags:array<string>>'}]}}";

    @TempDir
    Path folder;

    private FolderSources sources;

    @BeforeEach
    void open() {
        sources = new FolderSources(folder);
    }

    private String query(String sql, SqlQuery.Format format) throws IOException, InterruptedException, SQLException {
        StringWriter out = new StringWriter();
        new SqlQuery(sources, Optional.empty()).run(sql, format, new PrintWriter(out));
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private String csv(String sql) throws IOException, InterruptedException, SQLException {
        return query(sql, SqlQuery.Format.CSV);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void recordsOfJsonAreRowsWhateverStandsBetweenThem() throws Exception {
        sources.table("shop.clicks", OPENX, CLICKS);
        sources.put("clicks/1", "{'action':'a','n':1}{'action':'b','n':2}".replace('\'', '"'));
        sources.put(
                "clicks/2.gz",
                gzip("{\"action\":\"a\",\"n\":3,\"seen\":{\"page\":\"/\",\"tags\":[\"x\"]},\"more\":1}\n"));
        sources.put("clicks/_hidden", "no JSON");
        sources.put("clicks-failed/1", "no JSON");

        assertThat(csv("SELECT action, sum(n) AS n FROM clicks GROUP BY 1 ORDER BY 1"))
                .isEqualTo("action,n\na,4\nb,2\n");
        assertThat(csv("SELECT seen.tags[1] AS tag FROM shop.CLICKS WHERE n = 3"))
                .isEqualTo("tag\nx\n");
        assertThat(query("SELECT n, seen FROM clicks ORDER BY n DESC LIMIT 1;", SqlQuery.Format.JSON))
                .isEqualTo("[\n {\"n\":3,\"seen\":{\"page\":\"/\",\"tags\":[\"x\"]}}\n]\n");
        sources.put("clicks/3", "{\"action\":\"c\",\"n\":4}\n");
        assertThat(csv("SELECT count(*) AS n FROM clicks")).isEqualTo("n\n4\n");
    }

    @Test
    void membersAreFoundInAnyCaseAndByTheirMapping() throws Exception {
        sources.table(
                "shop.clicks",
                OPENX,
                CLICKS.replace(
                        "'StorageDescriptor': {",
                        "'StorageDescriptor': {'SerdeInfo': {'Parameters': {" + "'mapping.n': 'how/many'}}, "));
        sources.put("clicks/1", "{\"Action\":\"a\",\"how/many\":7,\"seen\":{\"page\":\"/\"}}\n{\"action\":\"b\"}\n");

        assertThat(csv("SELECT action, n, seen.page AS page FROM clicks ORDER BY 1"))
                .isEqualTo("action,n,page\na,7,/\nb,,\n");
    }

    @Test
    void parquetIsReadByNameAndPartitionsComeFromThePaths() throws Exception {
        sources.table(
                "shop.log",
                PARQUET,
                "{'PartitionKeys': [{'Name': 'day', 'Type': 'date'}], 'StorageDescriptor': {'Columns': ["
                        + "{'Name': 'Action', 'Type': 'string'}, {'Name': 'n', 'Type': 'bigint'},"
                        + " {'Name': 'm', 'Type': 'map<string,int>'}]}}");
        Path plain = sources.put("log/day=2026-11-20/a.parquet", "");
        csv("COPY (SELECT 'a' AS ACTION, 1::INTEGER AS n) TO '" + plain + "' (FORMAT parquet)");
        Path other = sources.put("log/day=2026-11-21/b.parquet", "");
        csv("COPY (SELECT 2::BIGINT AS n, 5 AS more) TO '" + other + "' (FORMAT parquet)");
        sources.put("log/failed/c.parquet", "no Parquet");

        assertThat(csv("SELECT day, action, n, m FROM log ORDER BY 1"))
                .isEqualTo("day,action,n,m\n2026-11-20,a,1,\n2026-11-21,,2,\n");
        assertThat(csv("SELECT n FROM log WHERE day > DATE '2026-11-20'")).isEqualTo("n\n2\n");
        assertThat(csv("SELECT count(*) AS n FROM 's3://b/log/**.parquet' WHERE n = 1 OR 's3://b/x' = ''"
                        .replace("/**.parquet", "/day*/*.parquet")))
                .isEqualTo("n\n1\n");
        assertThat(csv("SELECT n FROM read_parquet('s3://b/log/day=2026-11-20/')"))
                .isEqualTo("n\n1\n");
    }

    @Test
    void delimitedTextIsReadAsItsSerdeSays() throws Exception {
        String columns = "'Columns': [{'Name': 'a', 'Type': 'string'}, {'Name': 'n', 'Type': 'int'}]";
        sources.table(
                "shop.tabs",
                "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                "{'StorageDescriptor': {" + columns + ", 'SerdeInfo': {'Parameters': {'field.delim': '|'}}}}");
        sources.table(
                "shop.csv",
                "org.apache.hadoop.hive.serde2.OpenCSVSerde",
                "{'Parameters': {'skip.header.line.count': '1'}, 'StorageDescriptor': {" + columns + "}}");
        sources.put("tabs/1", "x\"|1\n\\N|y\nz\n");
        sources.put("csv/1", "a,n\n\"x, y\",5\n");

        assertThat(csv("SELECT * FROM tabs")).isEqualTo("a,n\n\"x\"\"\",1\n,\nz,\n");
        assertThat(csv("SELECT * FROM csv")).isEqualTo("a,n\n\"x, y\",5\n");
    }

    @Test
    void namesOfTheCatalogStayNames() throws Exception {
        String hostile = "a\\\" FROM x; DROP TABLE y; --'";
        sources.table(
                "shop.t",
                OPENX,
                "{'StorageDescriptor': {'Columns': [{'Name': 'NAME', 'Type': 'string'}]}}".replace("NAME", "name"));
        sources.put("t/1", "{\"name\":\"x\"}\n");
        sources.table("it's \"one\".t", OPENX, "{'StorageDescriptor': {'Columns': [{'Name': 'n', 'Type': 'int'}]}}");
        String columns = "{\"StorageDescriptor\": {\"Columns\": [{\"Name\": \"" + hostile + "\", \"Type\": \"string\"},"
                + " {\"Name\": \"s\", \"Type\": \"struct<a\\\" INT); DROP:int>\"}]}}";
        sources.table("shop.u", OPENX, columns.replace("'", "\\u0027"));
        sources.put("u/1", "{}\n");

        assertThat(csv("SELECT count(*) AS n FROM shop.u")).isEqualTo("n\n1\n");
        assertThat(csv("SELECT name FROM shop.t, \"it's \"\"one\"\"\".t")).isEqualTo("name\nx\n");
    }

    @Test
    void aTableIsShownSafelyAndInLine() throws Exception {
        assertThat(query("SELECT 'a\u001b[2J' AS text, 12 AS n UNION ALL SELECT NULL, 5", SqlQuery.Format.TABLE))
                .isEqualTo("text         n\n----------  --\na\\u{1b}[2J  12\nNULL         5\n\n2 rows\n");
    }

    @Test
    void whatCannotBeIsSaid() throws Exception {
        sources.table("shop.o", "org.apache.hadoop.hive.ql.io.orc.OrcSerde", CLICKS);

        fails("SELECT * FROM o", "Table shop.o cannot be queried: its files are ORC");
        fails("SELECT * FROM nope", "Table with name nope does not exist");
        fails("SELEC 1", "syntax error");
        fails("SELECT 1; INSTALL httpfs", "no extensions");
        fails("SELECT * FROM 'https://example.com/x.parquet'", "httpfs");
        fails("SET lock_configuration=false", "locked");
        fails("SELECT * FROM 's3://b/none/*.parquet'", "No object fits s3://b/none/*.parquet");
        fails("-- nothing", "There is no SQL");
        assertThat(csv("SELECT 'FROM o'")).contains("FROM o");
        assertThatThrownBy(() -> new SqlQuery(sources, Optional.of("none"))
                        .run("SELECT 1", SqlQuery.Format.CSV, new PrintWriter(new StringWriter())))
                .hasMessageContaining("There is no database 'none'; there are shop");
        try (Stream<Path> left = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(left.filter(file -> file.getFileName().toString().startsWith("millrace-query")))
                    .isEmpty();
        }
    }

    private void fails(String sql, String words) {
        assertThatThrownBy(() -> csv(sql)).hasMessageContaining(words);
    }
}
