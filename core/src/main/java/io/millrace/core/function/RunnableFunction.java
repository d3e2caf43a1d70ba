package io.millrace.core.function;

import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.FunctionConfiguration;
import java.util.Optional;

/// One version of a function, with all that it takes to run it. Two that are equal may share processes.
///
/// @param region where it was made
/// @param name of the function
/// @param version `$LATEST` or a number
/// @param configuration of this version
/// @param codeSha256 which code, in the [CodeStore]: base64 as AWS writes it
/// @param concurrencyMax reserved concurrency of the function, over all its versions; 0 stops it
public record RunnableFunction(
        String region,
        String name,
        String version,
        FunctionConfiguration configuration,
        String codeSha256,
        Optional<Integer> concurrencyMax) {
    public static final String LATEST = "$LATEST";

    /// Of the function, without the version.
    public String functionArn() {
        return Arn.of("lambda", region, "function:" + name);
    }

    /// Where its output goes.
    public String logGroup() {
        return configuration.logGroup().orElse("/aws/lambda/" + name);
    }
}
