package io.millrace.core.format;

import io.millrace.core.resource.firehose.OutputFormat;

/// Writes rows as objects of one file format: Parquet, ORC.
///
/// The same rows with the same settings, and the same calls of [RowWriter#endGroup], make the same bytes, whenever and
/// wherever: delivery is exactly once only with that. Any thread may open; a writer is owned by one.
public interface RecordFormat {
    /// Begins an object.
    ///
    /// @param row the columns
    /// @param settings of this format
    /// @param target takes the object's bytes
    RowWriter open(HiveType.Struct row, OutputFormat settings, ByteTarget target);

    /// Where bytes go; fails as its [io.millrace.core.store.ObjectWriter] does. The array may be used again after the
    /// call.
    @FunctionalInterface
    interface ByteTarget {
        void write(byte[] bytes, int offset, int length);
    }
}
