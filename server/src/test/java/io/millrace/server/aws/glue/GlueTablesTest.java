package io.millrace.server.aws.glue;

import static io.millrace.server.aws.glue.GlueTestServer.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.catalog.CatalogSchemas;
import io.millrace.core.format.Column;
import io.millrace.core.format.SchemaSource;
import io.millrace.core.format.SchemaSource.TableReference;
import io.millrace.core.format.TableSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.GetTableVersionsResponse;
import software.amazon.awssdk.services.glue.model.Permission;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableError;
import software.amazon.awssdk.services.glue.model.TableVersion;

/// Databases and tables as AWS's own Java client sees them.
class GlueTablesTest {
    @TempDir
    Path folder;

    private GlueTestServer server;
    private GlueClient glue;

    @BeforeEach
    void open() {
        server = new GlueTestServer(folder);
        glue = server.glue;
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aDatabaseIsGivenBackInLowerCaseWithWhatAwsAdds() {
        glue.createDatabase(b -> b.databaseInput(
                        d -> d.name("Clicks").description("of pages").parameters(Map.of("a", "1")))
                .tags(Map.of("team", "shop")));

        Database database = glue.getDatabase(b -> b.name("CLICKS")).database();
        assertThat(database.name()).isEqualTo("clicks");
        assertThat(database.description()).isEqualTo("of pages");
        assertThat(database.parameters()).containsEntry("a", "1");
        assertThat(database.catalogId()).isEqualTo("000000000000");
        assertThat(database.createTime()).isEqualTo(GlueTestServer.NOW);
        assertThat(database.createTableDefaultPermissions().getFirst().permissions())
                .containsExactly(Permission.ALL);

        String arn = "arn:aws:glue:eu-west-1:000000000000:database/clicks";
        glue.tagResource(b -> b.resourceArn(arn).tagsToAdd(Map.of("b", "2")));
        glue.untagResource(b -> b.resourceArn(arn).tagsToRemove("team"));
        assertThat(glue.getTags(b -> b.resourceArn(arn)).tags()).isEqualTo(Map.of("b", "2"));

        glue.updateDatabase(b -> b.name("clicks").databaseInput(d -> d.name("clicks")));
        assertThat(glue.getDatabase(b -> b.name("clicks")).database().description())
                .isNull();
        glue.deleteDatabase(b -> b.name("clicks"));
        assertThat(glue.getDatabases(b -> {}).databaseList()).isEmpty();
    }

    @Test
    void aTableIsGivenBackAsItWasGiven() {
        server.makeLog();

        Table table = glue.getTable(b -> b.databaseName("clicks").name("LOG")).table();
        assertThat(table.name()).isEqualTo("log");
        assertThat(table.databaseName()).isEqualTo("clicks");
        assertThat(table.versionId()).isEqualTo("0");
        assertThat(table.storageDescriptor().columns()).containsExactly(column("Action", "string"), column("n", "int"));
        assertThat(table.storageDescriptor().compressed()).isFalse();
        assertThat(table.partitionKeys()).hasSize(2);
        assertThat(table.isRegisteredWithLakeFormation()).isFalse();
        assertThat(table.retention()).isZero();
        assertThat(table.updateTime()).isEqualTo(GlueTestServer.NOW);
    }

    @Test
    void anUpdateKeepsTheFormerVersionUnlessToldOtherwise() {
        server.makeLog();
        glue.updateTable(b -> b.databaseName("clicks")
                .tableInput(t -> t.name("log").storageDescriptor(s -> s.columns(column("page", "string")))));
        glue.updateTable(
                b -> b.databaseName("clicks").skipArchive(true).versionId("1").tableInput(t -> t.name("log")));

        GetTableVersionsResponse all =
                glue.getTableVersions(b -> b.databaseName("clicks").tableName("log"));
        assertThat(all.tableVersions()).extracting(TableVersion::versionId).containsExactly("2", "0");
        assertThat(glue
                        .getTableVersionsPaginator(
                                b -> b.databaseName("clicks").tableName("log").maxResults(1))
                        .stream()
                        .flatMap(page -> page.tableVersions().stream())
                        .toList())
                .isEqualTo(all.tableVersions());
        assertThat(glue.getTableVersion(
                                b -> b.databaseName("clicks").tableName("log").versionId("0"))
                        .tableVersion()
                        .table()
                        .storageDescriptor()
                        .columns())
                .hasSize(2);
        fails(
                () -> glue.updateTable(
                        b -> b.databaseName("clicks").versionId("1").tableInput(t -> t.name("log"))),
                "ConcurrentModificationException",
                "the version is 2, not 1");
        fails(
                () -> glue.deleteTableVersion(
                        b -> b.databaseName("clicks").tableName("log").versionId("2")),
                "InvalidInputException",
                "present one");
        glue.deleteTableVersion(b -> b.databaseName("clicks").tableName("log").versionId("0"));
        assertThat(glue.batchDeleteTableVersion(
                                b -> b.databaseName("clicks").tableName("log").versionIds("0"))
                        .errors()
                        .getFirst()
                        .errorDetail()
                        .errorCode())
                .isEqualTo("EntityNotFoundException");
    }

    @Test
    void schemasAreFoundByVersionAndInLowerCase() {
        server.makeLog();
        glue.updateTable(b -> b.databaseName("clicks")
                .tableInput(t -> t.name("log").storageDescriptor(s -> s.columns(column("page", "string")))));
        SchemaSource schemas = new CatalogSchemas(server.catalog);

        assertThat(schemas.find(new TableReference("eu-west-1", "Clicks", "LOG", TableReference.LATEST)))
                .contains(new TableSchema("1", List.of(new Column("page", "string"))));
        assertThat(schemas.find(new TableReference("eu-west-1", "clicks", "log", "0")))
                .contains(new TableSchema("0", List.of(new Column("action", "string"), new Column("n", "int"))));
        assertThat(schemas.find(new TableReference("eu-west-1", "clicks", "log", "2")))
                .isEmpty();
        assertThat(schemas.find(new TableReference("us-east-1", "clicks", "log", "0")))
                .isEmpty();
    }

    @Test
    void tablesAreChosenByAnExpressionAndPaged() {
        glue.createDatabase(b -> b.databaseInput(d -> d.name("clicks")));
        List.of("b1", "a", "b2", "c")
                .forEach(name -> glue.createTable(b -> b.databaseName("clicks").tableInput(t -> t.name(name))));

        assertThat(glue.getTablesPaginator(b -> b.databaseName("clicks").maxResults(1)).stream()
                        .flatMap(page -> page.tableList().stream())
                        .map(Table::name)
                        .toList())
                .containsExactly("a", "b1", "b2", "c");
        assertThat(glue.getTables(b -> b.databaseName("clicks").expression("b.*"))
                        .tableList())
                .extracting(Table::name)
                .containsExactly("b1", "b2");
        fails(
                () -> glue.getTables(b -> b.databaseName("clicks").expression("(")),
                "InvalidInputException",
                "regular expression");
        glue.createTable(b -> b.databaseName("clicks").tableInput(t -> t.name("a".repeat(60) + "b")));
        fails(
                () -> glue.getTables(b -> b.databaseName("clicks").expression("(.*)".repeat(7) + "c")),
                "InvalidInputException",
                "too often");
    }

    @Test
    void whatIsInADatabaseGoesWithIt() {
        server.makeLog();
        glue.createPartition(
                b -> b.databaseName("clicks").tableName("log").partitionInput(p -> p.values("2026", "11")));
        glue.updateTable(b -> b.databaseName("clicks").tableInput(t -> t.name("log")));
        glue.deleteDatabase(b -> b.name("clicks"));
        server.makeLog();

        assertThat(glue.getPartitions(b -> b.databaseName("clicks").tableName("log"))
                        .partitions())
                .isEmpty();
        assertThat(glue.getTableVersions(b -> b.databaseName("clicks").tableName("log"))
                        .tableVersions())
                .hasSize(1);
        assertThat(glue.batchDeleteTable(b -> b.databaseName("clicks").tablesToDelete("log", "none"))
                        .errors())
                .extracting(TableError::tableName)
                .containsExactly("none");
        fails(
                () -> glue.getTable(b -> b.databaseName("clicks").name("log")),
                "EntityNotFoundException",
                "Table log not found.");
    }

    @Test
    void whatIsWrongIsSaidInAwsWords() {
        server.makeLog();

        fails(
                () -> glue.createDatabase(b -> b.databaseInput(d -> d.name("CLICKS"))),
                "AlreadyExistsException",
                "Database already exists.");
        fails(
                () -> glue.createTable(b -> b.databaseName("clicks").tableInput(t -> t.name("Log"))),
                "AlreadyExistsException",
                "Table already exists.");
        fails(
                () -> glue.createTable(b -> b.databaseName("none").tableInput(t -> t.name("log"))),
                "EntityNotFoundException",
                "Database none not found.");
        fails(
                () -> glue.createDatabase(b -> b.databaseInput(d -> d.name("two\nlines"))),
                "InvalidInputException",
                "DatabaseInput.Name: must be text on a single line");
        fails(
                () -> glue.createTable(b ->
                        b.databaseName("clicks").tableInput(t -> t.name("x").targetTable(i -> i.name("y")))),
                "InvalidInputException",
                "TableInput.TargetTable: not supported");
        fails(() -> glue.getDatabase(b -> b.name("clicks").catalogId("1")), "EntityNotFoundException", "Catalog 1");
        fails(() -> glue.getJobs(b -> {}), "InvalidInputException", "GetJobs is not supported");
        fails(() -> glue.getResourcePolicy(b -> {}), "EntityNotFoundException", "Policy not found");
    }

    @Test
    void theCatalogIsTheSameAfterARestart() {
        server.makeLog();
        glue.createPartitionIndex(
                b -> b.databaseName("clicks").tableName("log").partitionIndex(i -> i.indexName("by_day")
                        .keys("day")));
        Table before = glue.getTable(b -> b.databaseName("clicks").name("log")).table();
        server.close();
        server = new GlueTestServer(folder);
        glue = server.glue;

        assertThat(glue.getTable(b -> b.databaseName("clicks").name("log")).table())
                .isEqualTo(before);
        assertThat(glue.getPartitionIndexes(b -> b.databaseName("clicks").tableName("log"))
                        .partitionIndexDescriptorList()
                        .getFirst()
                        .keys()
                        .getFirst()
                        .type())
                .isEqualTo("string");
        assertThat(glue.getDatabases(b -> {}).databaseList()).hasSize(1);
    }

    static void fails(ThrowingCallable call, String code, String words) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, failure -> {
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(failure.awsErrorDetails().errorMessage()).contains(words);
        });
    }
}
