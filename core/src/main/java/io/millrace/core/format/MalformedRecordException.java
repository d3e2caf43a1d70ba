package io.millrace.core.format;

/// A record cannot be converted.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion-error-handling.html>
public final class MalformedRecordException extends Exception {
    private final String code;

    private MalformedRecordException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /// It is no JSON.
    static MalformedRecordException notJson(String what, int position) {
        return new MalformedRecordException(
                "DataFormatConversion.ParseError",
                "Encountered malformed JSON. " + what + " (byte " + position + " of the record)");
    }

    /// It is JSON, and does not fit.
    static MalformedRecordException mismatch(String what) {
        return new MalformedRecordException(
                "DataFormatConversion.MalformedData", "Data does not match the schema. " + what);
    }

    /// It holds no row.
    static MalformedRecordException noRow(String message) {
        return new MalformedRecordException("DataFormatConversion.MalformedData", message);
    }

    /// AWS's code.
    public String code() {
        return code;
    }
}
