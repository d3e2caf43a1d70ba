package io.millrace.server.aws.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.resource.lambda.ConfigurationJson;
import io.millrace.core.resource.lambda.FunctionSnapshot;
import io.millrace.core.resource.lambda.FunctionVersion;
import io.millrace.core.resource.lambda.LambdaFunction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// A version of a function as AWS describes it. It is Active and its last update Successful as soon as the call that
/// made it returns.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html>
final class FunctionDescription {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'+0000'").withZone(ZoneOffset.UTC);

    private FunctionDescription() {}

    /// `$LATEST`, under the ARN of the function.
    static ObjectNode latest(LambdaFunction function) {
        return of(function, RunnableFunction.LATEST, Optional.empty(), function.latest());
    }

    static ObjectNode version(LambdaFunction function, FunctionVersion version) {
        return of(function, Integer.toString(version.number()), version.qualifier(), version.snapshot());
    }

    /// @param version `$LATEST` or a number
    /// @param qualifier that the ARN gets: the version or an alias
    static ObjectNode of(
            LambdaFunction function, String version, Optional<String> qualifier, FunctionSnapshot snapshot) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("FunctionName", function.name())
                .put(
                        "FunctionArn",
                        function.arn() + qualifier.map(name -> ":" + name).orElse(""))
                .put("CodeSize", snapshot.codeBytes())
                .put("CodeSha256", snapshot.codeSha256())
                .put("LastModified", time(snapshot.lastModified()))
                .put("Version", version)
                .put("RevisionId", snapshot.revisionId())
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful")
                .put("PackageType", "Zip");
        json.setAll(ConfigurationJson.write(snapshot.configuration()));
        json.remove(FunctionReads.RUNTIME_MANAGEMENT);
        json.path("Layers").forEach(layer -> ((ObjectNode) layer).remove("CodeSha256"));
        json.putObject("SnapStart").put("ApplyOn", "None").put("OptimizationStatus", "Off");
        json.remove("StructuredLogging");
        ObjectNode logging = json.putObject("LoggingConfig").put("LogFormat", "Text");
        snapshot.configuration().structuredLogging().ifPresent(logging::setAll);
        logging.put("LogGroup", snapshot.configuration().logGroup().orElse("/aws/lambda/" + function.name()));
        return json;
    }

    static String time(Instant instant) {
        return TIME.format(instant);
    }
}
