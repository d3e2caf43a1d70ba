package io.millrace.server.provision.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.stack.type.ResourceCall;
import io.millrace.server.provision.call.Members;
import java.util.List;

/// What Lambda is told of a function's configuration.
final class FunctionInput {
    /// Those that have an operation of their own.
    private static final List<String> APART = List.of(
            "Architectures",
            "Code",
            "CodeSigningConfigArn",
            "FunctionName",
            "KmsKeyArn",
            "PackageType",
            "RecursiveLoop",
            "ReservedConcurrentExecutions",
            "RuntimeManagementConfig",
            "Tags");

    private static final int TIMEOUT_SECONDS = 3;
    private static final int MEGABYTES = 128;
    private static final int STORAGE_MEGABYTES = 512;

    private FunctionInput() {}

    /// What both CreateFunction and UpdateFunctionConfiguration take.
    static ObjectNode configuration(ObjectNode properties) {
        ObjectNode input = properties.deepCopy().without(APART);
        if (properties.has("KmsKeyArn")) {
            input.set("KMSKeyArn", properties.get("KmsKeyArn"));
        }
        return input;
    }

    /// The same with all that a template can say: what it no longer says is as if it never had.
    static ObjectNode whole(ResourceCall call) {
        ObjectNode input = JsonNodeFactory.instance.objectNode();
        input.put("Description", "").put("Timeout", TIMEOUT_SECONDS).put("MemorySize", MEGABYTES);
        input.putObject("Environment").putObject("Variables");
        input.putObject("EphemeralStorage").put("Size", STORAGE_MEGABYTES);
        input.putObject("TracingConfig").put("Mode", "PassThrough");
        input.putObject("DeadLetterConfig").put("TargetArn", "");
        input.putObject("SnapStart").put("ApplyOn", "None");
        ObjectNode network = input.putObject("VpcConfig");
        network.putArray("SubnetIds");
        network.putArray("SecurityGroupIds");
        input.putArray("Layers");
        input.putArray("FileSystemConfigs");
        input.put("KMSKeyArn", "");
        input.setAll(configuration(call.properties()));
        ObjectNode logging = Members.copy(input, "LoggingConfig");
        logging.putIfAbsent("LogGroup", logging.textNode("/aws/lambda/" + call.physicalId()));
        input.set("LoggingConfig", logging);
        return input;
    }

    /// The code, as CreateFunction has it in `Code` and UpdateFunctionCode at its root.
    static ObjectNode code(ObjectNode properties) {
        ObjectNode code = Members.copy(properties, "Code");
        JsonNode text = code.get("ZipFile");
        if (text != null) {
            code.put("ZipFile", InlineCode.zip(properties.path("Runtime").asText(), text.asText()));
        }
        return code;
    }
}
