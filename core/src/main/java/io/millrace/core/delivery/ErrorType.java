package io.millrace.core.delivery;

/// Why records go to an error object; the words are those of `!{firehose:error-output-type}`.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html>
public enum ErrorType {
    PROCESSING_FAILED("processing-failed"),
    PARTITIONING_FAILED("partitioning-failed"),
    ACTIVE_PARTITION_EXCEEDED("activePartitionExceeded");

    private final String word;

    ErrorType(String word) {
        this.word = word;
    }

    @Override
    public String toString() {
        return word;
    }
}
