package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads a function's variables: names that Lambda sets itself are refused, and all of them together have
/// [Limit#FUNCTION_ENVIRONMENT_BYTES] as JSON. No message holds a value.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html>
final class EnvironmentParser {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");
    private static final String PREFIX = "Lambda was unable to configure your environment variables because the "
            + "environment variables you have provided ";

    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_DEFAULT_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_LAMBDA_RUNTIME_API",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "LAMBDA_RUNTIME_DIR",
            "LAMBDA_TASK_ROOT");

    private EnvironmentParser() {}

    static Map<String, String> parse(Fields environment) {
        Map<String, String> variables = new LinkedHashMap<>();
        environment.object("Variables").ifPresent(given -> {
            for (Map.Entry<String, JsonNode> variable : given.node().properties()) {
                String name = variable.getKey();
                String value = given.requiredString(name);
                if (!RESERVED.contains(name)) {
                    Constraint.pattern("environment.variables", name, NAME);
                }
                if (value.indexOf('\0') >= 0) {
                    throw given.invalid(name, "no variable can hold the character U+0000");
                }
                variables.put(name, value);
            }
        });
        environment.refuseUnknown();
        requireFree(variables);
        requireRoom(variables);
        return variables;
    }

    private static void requireFree(Map<String, String> variables) {
        List<String> taken =
                variables.keySet().stream().filter(RESERVED::contains).sorted().toList();
        if (!taken.isEmpty()) {
            throw refused("contains reserved keys that are currently not supported for modification. Reserved keys "
                    + "used in this request: " + String.join(", ", taken));
        }
    }

    private static void requireRoom(Map<String, String> variables) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        variables.forEach(json::put);
        int bytes = json.toString().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > Limit.FUNCTION_ENVIRONMENT_BYTES.value()) {
            throw refused("exceeded the 4KB limit: as JSON they have " + bytes + " bytes");
        }
    }

    private static RequestException refused(String why) {
        return new RequestException("InvalidParameterValueException", PREFIX + why);
    }
}
