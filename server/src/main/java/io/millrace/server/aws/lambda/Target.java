package io.millrace.server.aws.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.server.aws.protocol.RestCall;
import java.util.Optional;

/// Which function a call is about.
final class Target {
    private Target() {}

    /// A function, or the version or alias that the name or the parameter `Qualifier` says.
    static FunctionReference of(RestCall call) {
        return read(call, call.label("FunctionName")).with(call.parameter("Qualifier"));
    }

    /// A function as a whole.
    static FunctionReference whole(RestCall call) {
        return whole(call, call.label("FunctionName"));
    }

    static FunctionReference whole(RestCall call, String name) {
        FunctionReference reference = read(call, name);
        if (reference.qualifier().isPresent()) {
            throw invalid("This operation is for a function as a whole: leave '"
                    + reference.qualifier().get() + "' off");
        }
        return reference;
    }

    /// A call reaches the functions of its own region only, as at AWS.
    static FunctionReference read(RestCall call, String name) {
        FunctionReference reference = FunctionReference.parse(call.region(), name);
        if (!reference.region().equals(call.region())) {
            throw RequestException.notFound("Functions from '" + reference.region()
                    + "' are not reachable in this region ('" + call.region() + "')");
        }
        return reference;
    }

    static RequestException invalid(String message) {
        return new RequestException("InvalidParameterValueException", message);
    }

    /// @param given what the caller believes it to be
    static void requireRevision(Optional<String> given, String present, String ask) {
        if (given.isPresent() && !given.get().equals(present)) {
            throw new RequestException(
                    "PreconditionFailedException",
                    "The Revision Id provided does not match the latest Revision Id. Call the " + ask
                            + " API to retrieve the latest Revision Id");
        }
    }
}
