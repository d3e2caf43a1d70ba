package io.millrace.core.resource.firehose;

import java.util.Optional;

/// How delivered objects are compressed; the names are AWS's.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/s3-object-name.html>
public enum CompressionFormat {
    UNCOMPRESSED("", null),
    GZIP(".gz", null),
    ZIP(".zip", null),
    SNAPPY(".snappy", "snappy-java"),
    HADOOP_SNAPPY(".snappy", "hadoop-snappy");

    private final String extension;
    private final String contentEncoding;

    CompressionFormat(String extension, String contentEncoding) {
        this.extension = extension;
        this.contentEncoding = contentEncoding;
    }

    /// What an object's name ends with unless a `FileExtension` is given.
    public String extension() {
        return extension;
    }

    /// The `Content-Encoding` of the object, where it has one.
    public Optional<String> contentEncoding() {
        return Optional.ofNullable(contentEncoding);
    }

    /// As AWS writes it.
    @Override
    public String toString() {
        return this == SNAPPY ? "Snappy" : name();
    }
}
