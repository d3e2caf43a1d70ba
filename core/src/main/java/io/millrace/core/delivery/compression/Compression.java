package io.millrace.core.delivery.compression;

import io.millrace.core.resource.firehose.CompressionFormat;
import io.millrace.core.store.ObjectWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.xerial.snappy.SnappyHadoopCompatibleOutputStream;
import org.xerial.snappy.SnappyOutputStream;

/// Compresses an object while it is written, in memory of a fixed size. The same bytes give the same object, whenever
/// it is made: no header holds the time of day.
///
/// GZIP; ZIP of one deflated entry; Snappy in the stream format of snappy-java; HADOOP_SNAPPY in the blocks of Hadoop's
/// SnappyCodec.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_ExtendedS3DestinationConfiguration.html>
public final class Compression {
    private static final int STREAM_BUFFER_BYTES = 8 << 10;

    private Compression() {}

    /// Begins to compress into an object.
    ///
    /// @param entryName of the one entry of a ZIP
    /// @param entryTime of the one entry of a ZIP
    public static ObjectSink open(
            CompressionFormat format, ObjectWriter writer, String entryName, LocalDateTime entryTime) {
        try {
            OutputStream raw = new WriterStream(writer);
            return switch (format) {
                case UNCOMPRESSED -> new PlainSink(writer);
                case GZIP -> gzip(raw);
                case ZIP -> zip(raw, entryName, entryTime);
                case SNAPPY -> new StreamSink(new SnappyOutputStream(raw));
                case HADOOP_SNAPPY -> new StreamSink(new SnappyHadoopCompatibleOutputStream(raw));
            };
        } catch (IOException e) {
            throw new IllegalStateException("Compression into memory failed", e);
        }
    }

    private static ObjectSink gzip(OutputStream raw) throws IOException {
        return new StreamSink(new GZIPOutputStream(raw, STREAM_BUFFER_BYTES));
    }

    private static ObjectSink zip(OutputStream raw, String entryName, LocalDateTime entryTime) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(raw);
        zip.setLevel(Deflater.DEFAULT_COMPRESSION);
        ZipEntry entry = new ZipEntry(entryName);
        entry.setTimeLocal(entryTime);
        zip.putNextEntry(entry);
        return new StreamSink(zip);
    }

    private record PlainSink(ObjectWriter writer) implements ObjectSink {
        @Override
        public void write(byte[] bytes, int offset, int length) {
            writer.write(bytes, offset, length);
        }

        @Override
        public void finish() {}

        @Override
        public void release() {}
    }
}
