package io.millrace.backends.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.logs.LogGroup;
import io.millrace.core.resource.logs.LogTags;
import io.millrace.core.resource.s3.Bucket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalog on the log that keeps it.
class CatalogOnDiskTest {
    @TempDir
    Path folder;

    @Test
    void whatWasPutIsThereAgainAfterAReopen() {
        try (EmbeddedLog log = open()) {
            Catalog catalog = Catalog.open(log);
            catalog.create(bucket("a", "us-east-1"), "BucketAlreadyExists");
            catalog.create(bucket("b", "us-east-1"), "BucketAlreadyExists");
            catalog.update(Bucket.class, Bucket.id("a"), before -> bucket("a", "eu-west-1"));
            catalog.remove(Bucket.id("b"));
        }
        try (EmbeddedLog log = open()) {
            assertThat(Catalog.open(log).list(Bucket.class)).containsExactly(bucket("a", "eu-west-1"));
        }
    }

    @Test
    void aSecondOfTheSameNameIsRefusedByTheGivenName() {
        try (EmbeddedLog log = open()) {
            Catalog catalog = Catalog.open(log);
            catalog.create(bucket("a", "us-east-1"), "BucketAlreadyExists");
            assertThatThrownBy(() -> catalog.create(bucket("a", "us-east-1"), "BucketAlreadyExists"))
                    .isInstanceOfSatisfying(
                            RequestException.class, e -> assertThat(e.code()).isEqualTo("BucketAlreadyExists"));
            assertThatThrownBy(() -> catalog.update(Bucket.class, Bucket.id("none"), before -> before))
                    .isInstanceOf(RequestException.class);
        }
    }

    @Test
    void aListenerHearsOfWhatIsThereAndOfEveryChange() {
        List<String> heard = new ArrayList<>();
        CatalogListener listener = new CatalogListener() {
            @Override
            public void put(Resource resource) {
                heard.add("put " + resource.id().name());
            }

            @Override
            public void removed(Resource resource) {
                heard.add("removed " + resource.id().name());
            }
        };
        try (EmbeddedLog log = open()) {
            Catalog catalog = Catalog.open(log);
            catalog.create(bucket("a", "us-east-1"), "");
            catalog.listen(listener);
            catalog.create(bucket("b", "us-east-1"), "");
            catalog.remove(Bucket.id("a"));
        }
        assertThat(heard).containsExactly("put a", "put b", "removed a");
    }

    /// A history that is mostly overwritten is replaced by the state, once, and says the same afterwards.
    @Test
    void aLongHistoryIsReplacedByTheState() {
        try (EmbeddedLog log = open()) {
            Catalog catalog = Catalog.open(log);
            catalog.create(bucket("a", "us-east-1"), "");
            for (int i = 0; i < 1_200; i++) {
                String region = "region-" + i;
                catalog.update(Bucket.class, Bucket.id("a"), before -> bucket("a", region));
            }
        }
        for (int i = 0; i < 2; i++) {
            try (EmbeddedLog log = open()) {
                assertThat(Catalog.open(log).list(Bucket.class)).containsExactly(bucket("a", "region-1199"));
                assertThat(log.extent(Catalog.STREAM).endOffset()).isEqualTo(1_204);
            }
        }
    }

    /// A state that is larger than one append, of few records that were written again and again.
    @Test
    void aLargeStateIsWrittenInSeveralAppends() {
        try (EmbeddedLog log = open()) {
            Catalog catalog = Catalog.open(log);
            for (int round = 0; round < 5; round++) {
                for (int i = 0; i < 12; i++) {
                    catalog.apply(write(large("group-" + i, round)));
                }
            }
        }
        for (int i = 0; i < 2; i++) {
            try (EmbeddedLog log = open()) {
                List<LogGroup> groups = Catalog.open(log).list(LogGroup.class);
                assertThat(groups).hasSize(12).allMatch(group -> group.logStream()
                        .endsWith("4"));
                assertThat(log.extent(Catalog.STREAM).endOffset()).isEqualTo(60 + 14);
            }
        }
    }

    /// A crash between two appends of a snapshot leaves its beginning, which counts for nothing.
    @Test
    void aSnapshotThatWasBrokenOffChangesNothing() {
        try (EmbeddedLog log = open()) {
            Catalog catalog = Catalog.open(log);
            catalog.create(bucket("a", "us-east-1"), "");
            catalog.create(bucket("b", "us-east-1"), "");
            log.append(
                            Catalog.STREAM,
                            List.of(
                                    record("{\"snapshot\":\"begin\"}"),
                                    record(
                                            "{\"keep\":\"AWS::S3::Bucket\",\"value\":{\"Name\":\"c\",\"Region\":\"us-east-1\","
                                                    + "\"Created\":\"1970-01-01T00:00:00Z\"}}")))
                    .join();
            catalog.remove(Bucket.id("a"));
        }
        try (EmbeddedLog log = open()) {
            assertThat(Catalog.open(log).list(Bucket.class)).containsExactly(bucket("b", "us-east-1"));
        }
    }

    @Test
    void aStateThatAnEarlierVersionWroteIsRead() {
        try (EmbeddedLog log = open()) {
            Catalog.open(log).create(bucket("a", "us-east-1"), "");
            log.append(Catalog.STREAM, List.of(record("{\"clear\":true}"))).join();
            Catalog.open(log).create(bucket("b", "us-east-1"), "");
        }
        try (EmbeddedLog log = open()) {
            assertThat(Catalog.open(log).list(Bucket.class)).containsExactly(bucket("b", "us-east-1"));
        }
    }

    private static byte[] record(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static Supplier<Changes> write(Resource resource) {
        return () -> Changes.put(resource);
    }

    private static LogGroup large(String name, int round) {
        return new LogGroup(
                name, "us-east-1", "x".repeat(900_000) + round, Optional.empty(), LogTags.NONE, Instant.EPOCH);
    }

    private EmbeddedLog open() {
        return EmbeddedLog.open(EmbeddedLogConfig.DEFAULT, folder, InstantSource.system());
    }

    private static Bucket bucket(String name, String region) {
        return new Bucket(name, region, Instant.EPOCH);
    }
}
