package io.millrace.server.aws.protocol;

import java.util.Map;

/// The HTTP status that query services give to an error, by its code.
///
/// Source: <https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html#API_CreateRole_Errors>
final class QueryStatus {
    private static final Map<String, Integer> BY_CODE = Map.ofEntries(
            Map.entry("NoSuchEntity", 404),
            Map.entry("ChangeSetNotFound", 404),
            Map.entry("EntityAlreadyExists", 409),
            Map.entry("EntityTemporarilyUnmodifiable", 409),
            Map.entry("DeleteConflict", 409),
            Map.entry("ConcurrentModification", 409),
            Map.entry("LimitExceeded", 409),
            Map.entry("ExpiredToken", 403),
            Map.entry("AccessDenied", 403));

    private QueryStatus() {}

    /// @param otherwise the status of the code in every protocol
    static int of(String code, int otherwise) {
        return BY_CODE.getOrDefault(code, otherwise);
    }
}
