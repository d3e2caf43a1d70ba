package io.millrace.core.table.item;

import io.millrace.core.fault.RequestException;

/// The errors that everything about items has in common, under the names that DynamoDB gives them.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html>
public final class TableFaults {
    private TableFaults() {}

    public static RequestException validation(String message) {
        return new RequestException("ValidationException", message);
    }

    /// A value that may not be as it is: the message begins as DynamoDB begins it.
    public static RequestException parameter(String message) {
        return validation("One or more parameter values were invalid: " + message);
    }

    /// JSON of another shape than the API's.
    public static RequestException serialization(String message) {
        return new RequestException("SerializationException", message);
    }
}
