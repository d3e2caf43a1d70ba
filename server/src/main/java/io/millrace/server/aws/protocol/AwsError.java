package io.millrace.server.aws.protocol;

import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a failure looks like to an AWS client, before a protocol gives it its form.
///
/// @param code AWS's name of the error
/// @param status HTTP status
/// @param message for the person who reads it
public record AwsError(String code, int status, String message) {
    private static final Logger LOG = LoggerFactory.getLogger(AwsError.class);

    private static final Set<String> FORBIDDEN = Set.of(
            "AccessDeniedException",
            "MissingAuthenticationTokenException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "IncompleteSignatureException",
            "ExpiredTokenException",
            "MissingAuthenticationToken",
            "InvalidClientTokenId",
            "SignatureDoesNotMatch",
            "IncompleteSignature");

    /// Sorts a failure: the caller's fault, not now, or a bug of ours, which is logged with its cause and told to
    /// nobody.
    ///
    /// @param unavailableCode what the service calls "not now": `ServiceUnavailableException`
    public static AwsError of(Throwable failure, String unavailableCode) {
        return switch (failure) {
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause(), unavailableCode);
            case DetailedException detailed -> of(detailed.getCause(), unavailableCode);
            case RequestException request -> new AwsError(request.code(), status(request.code()), request.getMessage());
            case UnavailableException later -> new AwsError(unavailableCode, 503, later.getMessage());
            default -> {
                LOG.error("A request failed through a fault of the program", failure);
                yield new AwsError("InternalFailure", 500, "Internal failure; the server's log says more");
            }
        };
    }

    private static int status(String code) {
        return FORBIDDEN.contains(code) ? 403 : code.equals("RequestEntityTooLargeException") ? 413 : 400;
    }
}
