package io.millrace.backends.parquet;

import com.github.luben.zstd.Zstd;
import io.millrace.core.delivery.compression.SnappyBlock;
import io.millrace.core.resource.firehose.OutputFormat.ParquetCompression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// Compresses pages: what parquet-java does with Hadoop's codecs. The same page gives the same bytes. Holds nothing.
final class PageCompressor implements BytesInputCompressor {
    private static final int ZSTD_LEVEL = 3;

    private final ParquetCompression compression;

    PageCompressor(ParquetCompression compression) {
        this.compression = compression;
    }

    @Override
    public BytesInput compress(BytesInput page) throws IOException {
        if (compression == ParquetCompression.UNCOMPRESSED) {
            return page;
        }
        byte[] bytes = bytes(page);
        return switch (compression) {
            case UNCOMPRESSED -> page;
            case GZIP -> gzip(bytes);
            case SNAPPY -> {
                byte[] to = new byte[SnappyBlock.maxBytes(bytes.length)];
                yield BytesInput.from(to, 0, SnappyBlock.compress(bytes, 0, bytes.length, to));
            }
            case ZSTD -> BytesInput.from(Zstd.compress(bytes, ZSTD_LEVEL));
        };
    }

    /// A page in an array of just its size.
    private static final class PageBytes extends ByteArrayOutputStream {
        PageBytes(int size) {
            super(size);
        }

        byte[] array() {
            return buf;
        }
    }

    private static byte[] bytes(BytesInput page) throws IOException {
        PageBytes bytes = new PageBytes(Math.toIntExact(page.size()));
        page.writeAllTo(bytes);
        return bytes.array();
    }

    private static BytesInput gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream(bytes.length / 2 + 64);
        try (GZIPOutputStream stream = new GZIPOutputStream(to)) {
            stream.write(bytes);
        }
        return BytesInput.from(to.toByteArray());
    }

    @Override
    public CompressionCodecName getCodecName() {
        return switch (compression) {
            case UNCOMPRESSED -> CompressionCodecName.UNCOMPRESSED;
            case GZIP -> CompressionCodecName.GZIP;
            case SNAPPY -> CompressionCodecName.SNAPPY;
            case ZSTD -> CompressionCodecName.ZSTD;
        };
    }

    @Override
    public void release() {}
}
