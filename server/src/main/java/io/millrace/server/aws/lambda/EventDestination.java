package io.millrace.server.aws.lambda;

import io.millrace.core.fault.RequestException;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.s3.Bucket;
import java.util.Optional;

/// Reads where the outcome of events is to go: a function; when they were given up, also a bucket.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_DestinationConfig.html>
final class EventDestination {
    private static final String FUNCTION = "arn:aws:lambda:";
    private static final String BUCKET = Arn.bucket("");

    private final LambdaPorts ports;

    EventDestination(LambdaPorts ports) {
        this.ports = ports;
    }

    /// @param source whose events they are
    Optional<String> onSuccess(FunctionReference source, Fields given) {
        Optional<String> arn = arn(given);
        arn.filter(name -> name.startsWith(BUCKET)).ifPresent(bucket -> {
            throw Target.invalid("S3 buckets are supported only for on-failure destinations: " + bucket);
        });
        return arn.map(name -> checked(source, name));
    }

    /// @param source whose events they are
    Optional<String> onFailure(FunctionReference source, Fields given) {
        return arn(given).map(name -> checked(source, name));
    }

    /// An empty one takes away what there was.
    private static Optional<String> arn(Fields given) {
        Optional<String> arn = given.string("Destination").filter(name -> !name.isEmpty());
        given.refuseUnknown();
        return arn;
    }

    private String checked(FunctionReference source, String arn) {
        if (arn.startsWith(BUCKET)) {
            String name = arn.substring(BUCKET.length());
            if (ports.catalog().find(Bucket.class, Bucket.id(name)).isEmpty()) {
                throw invalid(arn, "there is no such bucket");
            }
            return arn;
        }
        if (!arn.startsWith(FUNCTION)) {
            throw invalid(arn, "a destination other than a function or a bucket is not supported by Millrace yet");
        }
        requireFunction(source, arn);
        return arn;
    }

    private void requireFunction(FunctionReference source, String arn) {
        try {
            FunctionReference destination = FunctionReference.parse(source.region(), arn);
            ports.functions().resolve(destination);
            if (destination.name().equals(source.name()) && destination.region().equals(source.region())) {
                throw Target.invalid("You can't specify the function as a destination for itself.");
            }
        } catch (RequestException e) {
            throw e.code().equals("InvalidParameterValueException") ? e : invalid(arn, "there is no such function");
        }
    }

    private static RequestException invalid(String arn, String why) {
        return Target.invalid("The destination ARN " + arn + " is invalid: " + why);
    }
}
