package io.millrace.core.resource.firehose;

/// What records are converted to: a `Serializer`.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_Serializer.html>
public sealed interface OutputFormat {
    /// What an object's name ends with unless a `FileExtension` is given.
    default String extension() {
        return switch (this) {
            case Parquet ignored -> ".parquet";
            case Orc ignored -> ".orc";
        };
    }

    /// `ParquetSerDe`.
    ///
    /// @param compression of its pages
    /// @param blockBytes at which a row group ends
    /// @param pageBytes at which a page ends
    /// @param dictionary whether values that repeat are kept once
    /// @param version2 whether pages are of the second version
    record Parquet(ParquetCompression compression, int blockBytes, int pageBytes, boolean dictionary, boolean version2)
            implements OutputFormat {}

    /// `OrcSerDe`.
    ///
    /// @param compression of its streams
    /// @param stripeBytes at which a stripe ends
    record Orc(OrcCompression compression, int stripeBytes) implements OutputFormat {}

    /// The words are AWS's, and ZSTD.
    enum ParquetCompression {
        UNCOMPRESSED,
        GZIP,
        SNAPPY,
        ZSTD
    }

    /// The words are AWS's.
    enum OrcCompression {
        NONE,
        ZLIB,
        SNAPPY
    }
}
