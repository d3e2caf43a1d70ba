package io.millrace.server.aws.protocol;

import java.util.Map;

/// The HTTP status that REST services give to an error, by its code.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors>
final class RestStatus {
    private static final Map<String, Integer> BY_CODE = Map.ofEntries(
            Map.entry("ResourceNotFoundException", 404),
            Map.entry("NotFoundException", 404),
            Map.entry("ProvisionedConcurrencyConfigNotFoundException", 404),
            Map.entry("UnknownOperationException", 404),
            Map.entry("ResourceConflictException", 409),
            Map.entry("ConflictException", 409),
            Map.entry("PreconditionFailedException", 412),
            Map.entry("RequestTooLargeException", 413),
            Map.entry("RequestEntityTooLargeException", 413),
            Map.entry("UnsupportedMediaTypeException", 415),
            Map.entry("TooManyRequestsException", 429),
            Map.entry("LimitExceededException", 429));

    private RestStatus() {}

    /// @param otherwise the status of the code in every protocol
    static int of(String code, int otherwise) {
        return BY_CODE.getOrDefault(code, otherwise);
    }
}
