package io.millrace.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.delivery.compression.Compression;
import io.millrace.core.delivery.compression.ObjectSink;
import io.millrace.core.resource.firehose.CompressionFormat;
import io.millrace.core.store.MemoryObjectStore;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectWriter;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CompressionTest {
    private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 21, 8, 30);

    @Property(tries = 200)
    void whatIsCompressedReadsBackAndIsTheSameEachTime(
            @ForAll CompressionFormat format, @ForAll @IntRange(max = 300_000) int bytes, @ForAll long seed) {
        byte[] data = new byte[bytes];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < bytes; i++) {
            data[i] = (byte) random.nextInt(16);
        }
        byte[] compressed = compress(format, data, 1 + random.nextInt(10_000));

        assertThat(Inflate.inflate("key" + format.extension(), compressed)).isEqualTo(data);
        assertThat(compress(format, data, 1 + random.nextInt(10_000))).isEqualTo(compressed);
    }

    private static byte[] compress(CompressionFormat format, byte[] data, int chunk) {
        MemoryObjectStore store = new MemoryObjectStore();
        store.createBucket("b");
        try (ObjectWriter writer = store.writer("b", "key", ObjectHeaders.NONE)) {
            ObjectSink sink = Compression.open(format, writer, "key", TIME);
            for (int at = 0; at < data.length; at += chunk) {
                sink.write(data, at, Math.min(chunk, data.length - at));
            }
            sink.finish();
            writer.commit();
            sink.release();
        }
        byte[] compressed = store.contents("b").get("key");
        return Arrays.copyOf(compressed, compressed.length);
    }
}
