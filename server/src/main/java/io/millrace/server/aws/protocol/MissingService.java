package io.millrace.server.aws.protocol;

import io.millrace.core.fault.RequestException;
import java.util.Locale;

/// The error for a call of a service of AWS's that is not here, naming the service.
public final class MissingService {
    private MissingService() {}

    /// @param scope of the call's signature
    /// @param operation as the caller named it: `DynamoDB_20120810.PutItem`
    public static RequestException of(CredentialScope scope, String operation) {
        String service = scope.service().isEmpty() ? fromTarget(operation) : scope.service();
        return new RequestException(
                "UnknownOperationException",
                "Unknown operation: " + operation + ". Millrace does not have " + service + " yet");
    }

    private static String fromTarget(String target) {
        String prefix = target.replaceFirst("[._].*", "").toLowerCase(Locale.ROOT);
        return prefix.isEmpty() ? "this service" : prefix;
    }
}
