package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads the configuration of a function from CreateFunction, UpdateFunctionConfiguration or a template, which have the
/// same words for it. `Layers` is left to the caller, who knows which there are. What is not honoured is refused by
/// name; what has no meaning here is checked and kept.
///
/// Errors are `ValidationException` in AWS's words for single values, `InvalidParameterValueException` for the rest.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html>
public final class ConfigurationParser {
    private static final Pattern ROLE =
            Pattern.compile("arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+");
    private static final Pattern HANDLER = Pattern.compile("[^\\s]+");
    private static final Pattern LOG_GROUP = Pattern.compile("[\\.\\-_/#A-Za-z0-9]+");
    private static final Pattern RUNTIME = Pattern.compile(
            "java(8|8\\.al2|11|17|21|25)|nodejs(\\d+\\.(x|\\d+))?|" + "python\\d+\\.\\d+|provided(\\.al2|\\.al2023)?");
    private static final Pattern OTHER_RUNTIME = Pattern.compile("(ruby|dotnet|dotnetcore|go|java)[0-9.x]+(al2)?");

    private static final int HANDLER_CHARS = 128;
    private static final int DESCRIPTION_CHARS = 256;
    private static final int LOG_GROUP_CHARS = 512;
    private static final int TIMEOUT_SECONDS_DEFAULT = 3;

    private ConfigurationParser() {}

    /// The configuration of a new function.
    public static FunctionConfiguration parse(Fields request) {
        Optional<String> runtime = request.string("Runtime").map(ConfigurationParser::runtime);
        Optional<String> handler = request.string("Handler").map(ConfigurationParser::handler);
        if (runtime.isEmpty() || handler.isEmpty()) {
            throw new RequestException(
                    "InvalidParameterValueException",
                    "Runtime and Handler are mandatory parameters for functions created with deployment packages.");
        }
        ObjectNode defaults = JsonNodeFactory.instance.objectNode();
        KeptMembers.defaults(defaults);
        KeptMembers.architectures(request, defaults);
        FunctionConfiguration empty = new FunctionConfiguration(
                runtime.get(),
                handler.get(),
                Constraint.required("role", request.string("Role")),
                "",
                TIMEOUT_SECONDS_DEFAULT,
                Limit.FUNCTION_MEMORY_MEGABYTES_MIN.intValue(),
                Map.of(),
                Optional.empty(),
                defaults);
        return update(empty, request);
    }

    /// The same with what is given replaced; members that are not there stay.
    public static FunctionConfiguration update(FunctionConfiguration before, Fields request) {
        ObjectNode kept = before.kept();
        KeptMembers.update(request, kept);
        return new FunctionConfiguration(
                request.string("Runtime").map(ConfigurationParser::runtime).orElse(before.runtime()),
                request.string("Handler").map(ConfigurationParser::handler).orElse(before.handler()),
                Constraint.pattern("role", request.string("Role").orElse(before.role()), ROLE),
                request.string("Description")
                        .map(ConfigurationParser::description)
                        .orElse(before.description()),
                request.integer("Timeout")
                        .map(seconds ->
                                Constraint.between("timeout", seconds, 1, Limit.FUNCTION_TIMEOUT_SECONDS.intValue()))
                        .orElse(before.timeoutSeconds()),
                request.integer("MemorySize")
                        .map(ConfigurationParser::memoryMegabytes)
                        .orElse(before.memoryMegabytes()),
                request.object("Environment").map(EnvironmentParser::parse).orElse(before.environment()),
                request.has("LoggingConfig") ? logGroup(request.requiredObject("LoggingConfig")) : before.logGroup(),
                before.layers(),
                kept);
    }

    /// The same for other processors, where `Architectures` says so: it comes with the code.
    public static FunctionConfiguration withArchitectures(FunctionConfiguration before, Fields request) {
        ObjectNode kept = before.kept();
        KeptMembers.architectures(request, kept);
        return before.withKept(kept);
    }

    /// A description, of a function, a version or an alias.
    public static String description(String text) {
        return Constraint.charsAtMost("description", text, DESCRIPTION_CHARS);
    }

    private static String runtime(String name) {
        if (RUNTIME.matcher(name).matches()) {
            return name;
        }
        if (OTHER_RUNTIME.matcher(name).matches()) {
            throw new RequestException(
                    "InvalidParameterValueException",
                    "The runtime parameter of " + name + " is not supported by Millrace: use java, nodejs, python or "
                            + "provided");
        }
        throw Constraint.broken(
                "runtime",
                name,
                "Member must satisfy enum value set: [java8, java8.al2, java11, java17, java21, java25, nodejsN.x, "
                        + "python3.N, provided, provided.al2, provided.al2023]");
    }

    private static String handler(String text) {
        return Constraint.charsAtMost("handler", Constraint.pattern("handler", text, HANDLER), HANDLER_CHARS);
    }

    private static int memoryMegabytes(int value) {
        return Constraint.between(
                "memorySize",
                value,
                Limit.FUNCTION_MEMORY_MEGABYTES_MIN.intValue(),
                Limit.FUNCTION_MEMORY_MEGABYTES_MAX.intValue());
    }

    private static Optional<String> logGroup(Fields logging) {
        Optional<String> group = logging.string("LogGroup")
                .map(name -> Constraint.pattern("loggingConfig.logGroup", name, LOG_GROUP))
                .map(name -> Constraint.charsAtMost("loggingConfig.logGroup", name, LOG_GROUP_CHARS));
        KeptMembers.LOGGING.forEach(logging::has);
        logging.refuseUnknown();
        return group;
    }
}
