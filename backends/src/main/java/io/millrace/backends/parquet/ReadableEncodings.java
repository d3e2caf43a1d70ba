package io.millrace.backends.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.factory.DefaultValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.plain.FixedLenByteArrayPlainValuesWriter;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/// The encodings of parquet-java, but one: in pages of the second version it writes byte arrays of fixed length, which
/// decimals are, as DELTA_BYTE_ARRAY, which DuckDB does not read. Here they are plain.
final class ReadableEncodings implements ValuesWriterFactory {
    private final ValuesWriterFactory usual = new DefaultValuesWriterFactory();
    private ParquetProperties properties;

    @Override
    public void initialize(ParquetProperties owner) {
        properties = owner;
        usual.initialize(owner);
    }

    @Override
    public ValuesWriter newValuesWriter(ColumnDescriptor column) {
        boolean fixed = column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
        if (!fixed || properties.getWriterVersion() == ParquetProperties.WriterVersion.PARQUET_1_0) {
            return usual.newValuesWriter(column);
        }
        return new FixedLenByteArrayPlainValuesWriter(
                column.getPrimitiveType().getTypeLength(),
                properties.getInitialSlabSize(),
                properties.getPageSizeThreshold(),
                properties.getAllocator());
    }
}
