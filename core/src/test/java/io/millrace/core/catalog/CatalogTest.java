package io.millrace.core.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.fault.RequestException;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.resource.s3.Bucket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

    private final MemoryLog log = new MemoryLog(InstantSource.fixed(NOW));
    private final Catalog catalog = Catalog.open(log);

    private static Bucket bucket(String name) {
        return new Bucket(name, "us-east-1", NOW);
    }

    @Test
    void severalChangesAreOneAppend() {
        catalog.apply(() -> Changes.put(bucket("a"), bucket("b"), bucket("c")));
        long before = log.extent(Catalog.STREAM).endOffset();

        catalog.apply(() ->
                new Changes(List.of(bucket("d")), List.of(Bucket.id("a"), Bucket.id("b"), Bucket.id("never there"))));

        assertThat(log.extent(Catalog.STREAM).endOffset()).isEqualTo(before + 3);
        assertThat(catalog.list(Bucket.class)).extracting(Bucket::name).containsExactly("c", "d");
        assertThat(Catalog.open(log).list(Bucket.class)).isEqualTo(catalog.list(Bucket.class));
    }

    @Test
    void aPlanThatThrowsChangesNothing() {
        assertThatThrownBy(() -> catalog.apply(() -> {
                    throw RequestException.notFound("no");
                }))
                .hasMessage("no");

        catalog.apply(() -> Changes.put(bucket("a")));
        assertThat(catalog.list(Bucket.class)).hasSize(1);
    }
}
