package io.millrace.server.aws.glue;

import static io.millrace.server.aws.glue.GlueTablesTest.fails;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionError;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;

/// Partitions as AWS's own Java client sees them.
class GluePartitionsTest {
    @TempDir
    Path folder;

    private GlueTestServer server;
    private GlueClient glue;

    @BeforeEach
    void open() {
        server = new GlueTestServer(folder);
        glue = server.glue;
        server.makeLog();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private List<PartitionError> create(PartitionInput... inputs) {
        return glue.batchCreatePartition(
                        b -> b.databaseName("clicks").tableName("log").partitionInputList(inputs))
                .errors();
    }

    private static PartitionInput input(String... values) {
        return PartitionInput.builder().values(values).build();
    }

    private List<List<String>> fitting(String expression) {
        return glue
                .getPartitions(b -> b.databaseName("clicks").tableName("log").expression(expression))
                .partitions()
                .stream()
                .map(Partition::values)
                .toList();
    }

    @Test
    void partitionsAreMadeReadChangedAndDeletedByTheirValues() {
        assertThat(create(input("2026", "a/b"), input("2026", "a"), input("2026", "a"), input("2026")))
                .extracting(error -> error.errorDetail().errorCode())
                .containsExactly("AlreadyExistsException", "InvalidInputException");
        glue.updatePartition(b -> b.databaseName("clicks")
                .tableName("log")
                .partitionValueList("2026", "a")
                .partitionInput(p -> p.values("2026", "moved").storageDescriptor(s -> s.location("s3://x/"))));

        Partition moved = glue.getPartition(
                        b -> b.databaseName("clicks").tableName("log").partitionValues("2026", "moved"))
                .partition();
        assertThat(moved.storageDescriptor().location()).isEqualTo("s3://x/");
        assertThat(moved.creationTime()).isEqualTo(GlueTestServer.NOW);
        assertThat(moved.tableName()).isEqualTo("log");
        fails(
                () -> glue.getPartition(
                        b -> b.databaseName("clicks").tableName("log").partitionValues("2026", "a")),
                "EntityNotFoundException",
                "Cannot find partition.");
        assertThat(glue.batchGetPartition(b -> b.databaseName("clicks")
                                .tableName("log")
                                .partitionsToGet(wanted("2026", "a/b"), wanted("2026", "none")))
                        .partitions())
                .hasSize(1);
        assertThat(glue.batchDeletePartition(b -> b.databaseName("clicks")
                                .tableName("log")
                                .partitionsToDelete(wanted("2026", "a/b"), wanted("2026", "none")))
                        .errors())
                .extracting(PartitionError::partitionValues)
                .containsExactly(List.of("2026", "none"));
        glue.deletePartition(b -> b.databaseName("clicks").tableName("log").partitionValues("2026", "moved"));
        assertThat(fitting("year > 0")).isEmpty();
        fails(
                () -> glue.createPartition(
                        b -> b.databaseName("clicks").tableName("log").partitionInput(p -> p.values("1"))),
                "InvalidInputException",
                "The number of partition keys do not match the number of partition values");
    }

    private static PartitionValueList wanted(String... values) {
        return PartitionValueList.builder().values(values).build();
    }

    @Test
    void everyPartitionIsOnOnePageAndInOneSegment() {
        for (int from = 0; from < 250; from += 50) {
            create(IntStream.range(from, from + 50)
                    .mapToObj(i -> input("2026", Integer.toString(i)))
                    .toArray(PartitionInput[]::new));
        }

        assertThat(glue
                        .getPartitionsPaginator(
                                b -> b.databaseName("clicks").tableName("log").maxResults(60))
                        .stream()
                        .flatMap(page -> page.partitions().stream())
                        .map(Partition::values)
                        .distinct())
                .hasSize(250);
        Stream<List<String>> segments = IntStream.range(0, 3)
                .boxed()
                .flatMap(number -> glue
                        .getPartitions(
                                b -> b.databaseName("clicks").tableName("log").segment(s -> s.segmentNumber(number)
                                        .totalSegments(3)))
                        .partitions()
                        .stream())
                .map(Partition::values);
        assertThat(segments).hasSize(250).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "year = 9 | 1",
                "year < 10 | 1",
                "9 < year | 3",
                "year <> 2025 | 2",
                "year != 2025 and day = 'b' | 1",
                "year in (9, 2026) | 2",
                "year not in (9, 2026) | 2",
                "year between 2000 and 2025 | 2",
                "(year = 9 or year = 2026) AND NOT day = 'b' | 1",
                "day like 'a%' | 2",
                "day like '_''_' | 1",
                "day not like '%' | 0",
                "day is null | 1",
                "day is not null AND year >= '2025' | 2",
                "`day` = 'b' | 1",
                "year = 9 or year = 2025 and day = 'a' | 2"
            })
    void expressionsChooseByTheTypeOfAKey(String expression, int found) {
        create(input("9", "b"), input("2025", "a"), input("2025", "__HIVE_DEFAULT_PARTITION__"), input("2026", "a'b"));

        assertThat(fitting(expression)).hasSize(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "year = ",
                "year = 'x'",
                "none = 1",
                "year = 9 9",
                "year like 9",
                "(year = 9",
                "year ~ 9",
                "year = 'open",
                "year not = 9",
                "= 9"
            })
    void whatIsNoExpressionIsRefused(String expression) {
        fails(() -> fitting(expression), "InvalidInputException", "Expression: ");
    }

    @Test
    void anExpressionIsNestedAndLooksOnlySoMuch() {
        create(input("1", "a".repeat(1_000)));

        fails(() -> fitting("(".repeat(1_000) + "year = 1" + ")".repeat(1_000)), "InvalidInputException", "deep");
        assertThat(fitting("day like '" + "%a".repeat(1_000) + "%b'")).isEmpty();
    }
}
