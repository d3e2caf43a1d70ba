package io.millrace.core.stack;

import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A step of a resource that failed, with the reason in CloudFormation's words.
///
/// Source: <https://docs.aws.amazon.com/cloudformation-cli/latest/userguide/resource-type-test-contract-errors.html>
final class StepFailure extends Exception {
    private static final long serialVersionUID = 1;

    /// Handler codes by what the names of services' errors contain; the first that fits.
    private static final List<Map.Entry<String, String>> CODES = List.of(
            Map.entry("alreadyexist", "AlreadyExists"),
            Map.entry("alreadyowned", "AlreadyExists"),
            Map.entry("resourceinuse", "AlreadyExists"),
            Map.entry("notfound", "NotFound"),
            Map.entry("nosuch", "NotFound"),
            Map.entry("accessdenied", "AccessDenied"),
            Map.entry("limitexceeded", "ServiceLimitExceeded"),
            Map.entry("toomany", "Throttling"),
            Map.entry("conflict", "ResourceConflict"),
            Map.entry("internal", "InternalFailure"));

    private final boolean leavesHalf;

    StepFailure(String reason) {
        this(reason, false);
    }

    private StepFailure(String reason, boolean leavesHalf) {
        super(reason, null, false, false);
        this.leavesHalf = leavesHalf;
    }

    /// The same, of a step that could not remove what an interrupted one has left.
    StepFailure leavingHalf() {
        return new StepFailure(getMessage(), true);
    }

    boolean leavesHalf() {
        return leavesHalf;
    }

    static StepFailure refused(RequestException refusal) {
        String code = refusal.code().toLowerCase(Locale.ROOT);
        return handler(
                refusal.getMessage(),
                CODES.stream()
                        .filter(known -> code.contains(known.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("InvalidRequest"));
    }

    static StepFailure handler(String message, String code) {
        return new StepFailure(
                "Resource handler returned message: \"" + message + "\" (HandlerErrorCode: " + code + ")");
    }

    static StepFailure exists(String type, String physicalId) {
        return handler(
                "Resource of type '" + type + "' with identifier '" + physicalId + "' already exists.",
                "AlreadyExists");
    }
}
