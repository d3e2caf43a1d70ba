package io.millrace.backends.parquet;

import io.millrace.core.format.HiveType;
import io.millrace.core.format.RecordFormat.ByteTarget;
import io.millrace.core.format.RowWriter;
import io.millrace.core.format.Value;
import io.millrace.core.resource.firehose.OutputFormat;
import java.io.IOException;
import java.util.Map;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.schema.MessageType;

/// Writes one Parquet object. Its row group is in memory until it ends: at the block size of the settings, or when its
/// owner
/// says so. Nothing in it depends on the time, on chance or on other objects.
public final class ParquetWriter implements RowWriter {
    private static final int ROWS_UNMEASURED = 1_000;
    private static final long BYTES_UNMEASURED = 256 << 10;

    private final HiveType.Struct row;
    private final MessageType schema;
    private final OutputFormat.Parquet settings;
    private final ParquetProperties properties;
    private final ParquetFileWriter file;
    private Group group;

    /// What is in memory of a row group.
    private static final class Group {
        private final ColumnChunkPageWriteStore pages;
        private final ColumnWriteStore store;
        private final ColumnTree tree;
        private long rows;
        private long measuredRows;
        private long measuredValueBytes;
        private long measuredBytes;

        Group(ParquetWriter owner) {
            pages = new ColumnChunkPageWriteStore(
                    new PageCompressor(owner.settings.compression()),
                    owner.schema,
                    HeapByteBufferAllocator.getInstance(),
                    ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH);
            store = owner.properties.newColumnWriteStore(owner.schema, pages, pages);
            tree = new ColumnTree(
                    owner.row,
                    owner.schema.getColumns().stream()
                            .map(store::getColumnWriter)
                            .iterator());
        }

        void add(Value value) {
            tree.write(value);
            store.endRecord();
            rows++;
            if (rows == 1
                    || rows - measuredRows == ROWS_UNMEASURED
                    || tree.valueBytes() - measuredValueBytes >= BYTES_UNMEASURED) {
                measuredRows = rows;
                measuredValueBytes = tree.valueBytes();
                measuredBytes = store.getBufferedSize();
            }
        }

        long heldBytes() {
            return measuredBytes + tree.valueBytes() - measuredValueBytes;
        }
    }

    /// @param target takes the object's bytes
    public ParquetWriter(HiveType.Struct row, OutputFormat.Parquet settings, ByteTarget target) {
        this.row = row;
        this.settings = settings;
        schema = ParquetSchemas.of(row);
        properties = ParquetProperties.builder()
                .withPageSize(settings.pageBytes())
                .withDictionaryEncoding(settings.dictionary())
                .withWriterVersion(settings.version2() ? WriterVersion.PARQUET_2_0 : WriterVersion.PARQUET_1_0)
                .withValuesWriterFactory(new ReadableEncodings())
                .build();
        try {
            file = open(new ParquetTarget(target));
            file.start();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @SuppressWarnings("deprecation") // The constructor that is not needs Hadoop to be compiled against.
    private ParquetFileWriter open(ParquetTarget target) throws IOException {
        return new ParquetFileWriter(
                target,
                schema,
                ParquetFileWriter.Mode.CREATE,
                settings.blockBytes(),
                0,
                ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
                ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
                true);
    }

    @Override
    public void add(Value value) {
        if (group == null) {
            group = new Group(this);
        }
        group.add(value);
        if (group.heldBytes() >= settings.blockBytes()) {
            endGroup();
        }
    }

    @Override
    public long heldBytes() {
        return group == null ? 0 : group.heldBytes();
    }

    @Override
    public void endGroup() {
        if (group == null) {
            return;
        }
        try {
            file.startBlock(group.rows);
            group.store.flush();
            group.pages.flushToFileWriter(file);
            file.endBlock();
        } catch (IOException e) {
            throw failed(e);
        }
        drop();
    }

    @Override
    public void finish() {
        endGroup();
        try {
            file.end(Map.of());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        drop();
    }

    private void drop() {
        if (group != null) {
            group.store.close();
            group.pages.close();
            group = null;
        }
    }

    private static IllegalStateException failed(IOException e) {
        return new IllegalStateException("Writing Parquet into memory failed", e);
    }
}
