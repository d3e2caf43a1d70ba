package io.millrace.core.delivery.record;

/// Why records go to an error object; the words are those of `!{firehose:error-output-type}`.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/s3-prefixes.html>
public enum ErrorType {
    PROCESSING_FAILED("processing-failed"),
    FORMAT_CONVERSION_FAILED("format-conversion-failed"),
    PARTITIONING_FAILED("partitioning-failed"),
    ACTIVE_PARTITION_EXCEEDED("activePartitionExceeded");

    private final String word;

    ErrorType(String word) {
        this.word = word;
    }

    /// The type of a word.
    static ErrorType of(String word) {
        for (ErrorType type : values()) {
            if (type.word.equals(word)) {
                return type;
            }
        }
        throw new IllegalStateException("No error output type " + word);
    }

    @Override
    public String toString() {
        return word;
    }
}
