package io.millrace.core.resource.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import java.util.List;
import java.util.regex.Pattern;

/// Members of a configuration that are checked and given back and have no effect here, and those that are refused.
final class KeptMembers {
    private static final Pattern KEY = Pattern.compile("(arn:(aws[a-zA-Z-]*)?:[a-z0-9-.]+:.*)|()");
    private static final String STORAGE = "EphemeralStorage";
    private static final String VPC = "VpcConfig";
    private static final int STORAGE_MEGABYTES_MIN = 512;
    private static final int STORAGE_MEGABYTES_MAX = 10_240;

    /// Members of `LoggingConfig` that are kept, together under [#STRUCTURED].
    static final List<String> LOGGING = List.of("LogFormat", "ApplicationLogLevel", "SystemLogLevel");

    /// What is kept of a `LoggingConfig` whose format is JSON.
    static final String STRUCTURED = "StructuredLogging";

    private KeptMembers() {}

    /// What AWS answers for a function of which nothing was said.
    static void defaults(ObjectNode kept) {
        kept.putArray("Architectures").add("x86_64");
        kept.putObject(STORAGE).put("Size", STORAGE_MEGABYTES_MIN);
        kept.putObject("TracingConfig").put("Mode", "PassThrough");
    }

    /// `Architectures` is of the code, so it comes with CreateFunction and UpdateFunctionCode.
    static void architectures(Fields request, ObjectNode kept) {
        List<String> names = request.strings("Architectures");
        if (names.size() > 1) {
            throw request.invalid("Architectures", "a function has one, these are " + names.size());
        }
        names.forEach(name -> Constraint.oneOf("architectures", name, List.of("x86_64", "arm64")));
        if (!names.isEmpty()) {
            kept.putArray("Architectures").add(names.getFirst());
        }
    }

    static void update(Fields request, ObjectNode kept) {
        refuse(request);
        request.object("TracingConfig").ifPresent(tracing -> {
            String mode = Constraint.oneOf(
                    "tracingConfig.mode",
                    tracing.string("Mode").orElse("PassThrough"),
                    List.of("Active", "PassThrough"));
            tracing.refuseUnknown();
            kept.putObject("TracingConfig").put("Mode", mode);
        });
        request.object(STORAGE).ifPresent(storage -> {
            int size = Constraint.required("ephemeralStorage.size", storage.integer("Size"));
            storage.refuseUnknown();
            kept.putObject(STORAGE)
                    .put(
                            "Size",
                            Constraint.between(
                                    "ephemeralStorage.size", size, STORAGE_MEGABYTES_MIN, STORAGE_MEGABYTES_MAX));
        });
        request.string("KMSKeyArn").ifPresent(key -> {
            kept.remove("KMSKeyArn");
            if (!Constraint.pattern("kMSKeyArn", key, KEY).isEmpty()) {
                kept.put("KMSKeyArn", key);
            }
        });
        request.object(VPC).ifPresent(network -> network(network, kept));
        request.object("LoggingConfig").ifPresent(logging -> logging(logging, kept));
    }

    /// Lines are logged as the function prints them, whatever the format says.
    private static void logging(Fields logging, ObjectNode kept) {
        kept.remove(STRUCTURED);
        String format = Constraint.oneOf(
                "loggingConfig.logFormat", logging.string("LogFormat").orElse("Text"), List.of("Text", "JSON"));
        if (format.equals("Text")) {
            logging.notSupported("ApplicationLogLevel", "levels belong to the LogFormat JSON");
            logging.notSupported("SystemLogLevel", "levels belong to the LogFormat JSON");
            return;
        }
        kept.putObject(STRUCTURED)
                .put("LogFormat", format)
                .put(
                        "ApplicationLogLevel",
                        Constraint.oneOf(
                                "loggingConfig.applicationLogLevel",
                                logging.string("ApplicationLogLevel").orElse("INFO"),
                                List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")))
                .put(
                        "SystemLogLevel",
                        Constraint.oneOf(
                                "loggingConfig.systemLogLevel",
                                logging.string("SystemLogLevel").orElse("INFO"),
                                List.of("DEBUG", "INFO", "WARN")));
    }

    /// Empty lists take a function out of its network.
    private static void network(Fields network, ObjectNode kept) {
        List<String> subnets = network.strings("SubnetIds");
        List<String> groups = network.strings("SecurityGroupIds");
        boolean ipv6 = network.bool("Ipv6AllowedForDualStack").orElse(false);
        network.refuseUnknown();
        kept.remove(VPC);
        if (!subnets.isEmpty() || !groups.isEmpty()) {
            ObjectNode given = kept.putObject(VPC);
            ArrayNode subnetIds = given.putArray("SubnetIds");
            subnets.forEach(subnetIds::add);
            ArrayNode groupIds = given.putArray("SecurityGroupIds");
            groups.forEach(groupIds::add);
            given.put("VpcId", "").put("Ipv6AllowedForDualStack", ipv6);
        }
    }

    private static void refuse(Fields request) {
        refuseFilled(request, "FileSystemConfigs", "functions see the files of this machine");
        refuseFilled(request, "ImageConfig", "functions come as zips");
        request.object("DeadLetterConfig").ifPresent(queue -> {
            if (queue.string("TargetArn").filter(arn -> !arn.isEmpty()).isPresent()) {
                throw request.invalid(
                        "DeadLetterConfig", "not supported by Millrace yet: use an on-failure destination");
            }
            queue.refuseUnknown();
        });
        request.object("SnapStart").ifPresent(start -> {
            String when = Constraint.oneOf(
                    "snapStart.applyOn", start.string("ApplyOn").orElse("None"), List.of("PublishedVersions", "None"));
            start.refuseUnknown();
            if (!when.equals("None")) {
                throw request.invalid("SnapStart", "not supported by Millrace yet: ApplyOn None is");
            }
        });
    }

    /// Infrastructure tools send empty lists for what is not there.
    private static void refuseFilled(Fields request, String name, String instead) {
        request.any(name).filter(value -> !isEmpty(value)).ifPresent(value -> {
            throw request.invalid(name, "not supported by Millrace yet: " + instead);
        });
    }

    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }
}
