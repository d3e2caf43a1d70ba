package io.millrace.core.resource.firehose;

import io.millrace.core.fault.RequestException;
import io.millrace.core.jq.JqException;
import io.millrace.core.jq.JqQuery;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a `ProcessingConfiguration`. One that is not enabled (the default, as AWS has it) is kept and does nothing,
/// whatever processors it names.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/APIReference/API_Processor.html>
final class ProcessingParser {
    private static final String[] TYPES = {
        "RecordDeAggregation",
        "Decompression",
        "CloudWatchLogProcessing",
        "Lambda",
        "MetadataExtraction",
        "AppendDelimiterToRecord"
    };

    private Optional<DeAggregation> deAggregation = Optional.empty();
    private Optional<FunctionProcessor> function = Optional.empty();
    private Optional<JqQuery> partitionQuery = Optional.empty();
    private byte[] delimiter = new byte[0];

    private ProcessingParser() {}

    static Processing parse(Fields destination) {
        return destination
                .object("ProcessingConfiguration")
                .map(fields -> new ProcessingParser().read(fields))
                .orElse(Processing.NONE);
    }

    private Processing read(Fields fields) {
        boolean enabled = fields.bool("Enabled").orElse(false);
        List<Fields> processors = fields.objects("Processors");
        fields.refuseUnknown();
        Set<String> seen = new HashSet<>();
        for (Fields processor : processors) {
            String type = processor.oneOf("Type", TYPES).orElseThrow(() -> processor.missing("Type"));
            Map<String, Fields> parameters = parameters(processor);
            processor.refuseUnknown();
            if (!seen.add(type)) {
                throw processor.invalid("Type", "there is more than one processor " + type);
            }
            if (enabled) {
                read(type, processor, parameters);
            }
        }
        return new Processing(deAggregation, function, partitionQuery, delimiter);
    }

    private void read(String type, Fields processor, Map<String, Fields> parameters) {
        switch (type) {
            case "RecordDeAggregation" -> deAggregation = Optional.of(deAggregation(processor, parameters));
            case "MetadataExtraction" -> partitionQuery = Optional.of(query(processor, parameters));
            case "AppendDelimiterToRecord" -> delimiter = delimiter(parameters);
            case "Lambda" -> function = Optional.of(FunctionProcessor.parse(processor, parameters));
            default -> throw processor.invalid("Type", type + " is not supported by Millrace");
        }
        if (!parameters.isEmpty()) {
            throw processor.invalid("Parameters", type + " has no parameter " + String.join(", ", parameters.keySet()));
        }
    }

    private static Map<String, Fields> parameters(Fields processor) {
        Map<String, Fields> parameters = new LinkedHashMap<>();
        for (Fields parameter : processor.objects("Parameters")) {
            String name = parameter.requiredString("ParameterName");
            String value = parameter.requiredString("ParameterValue");
            parameter.refuseUnknown();
            if (value.isBlank() || value.length() > Limit.FIREHOSE_PARAMETER_CHARS.value()) {
                throw parameter.invalid(
                        "ParameterValue",
                        "must have 1 to " + Limit.FIREHOSE_PARAMETER_CHARS.value() + " characters and not be blank");
            }
            if (parameters.put(name, parameter) != null) {
                throw parameter.invalid("ParameterName", name + " is given twice");
            }
        }
        return parameters;
    }

    private static DeAggregation deAggregation(Fields processor, Map<String, Fields> parameters) {
        Fields subRecordType = parameters.remove("SubRecordType");
        if (subRecordType == null) {
            throw processor.invalid("Parameters", "RecordDeAggregation needs SubRecordType");
        }
        return switch (value(subRecordType)) {
            case "JSON" -> new DeAggregation.Json();
            case "DELIMITED" -> delimited(processor, parameters.remove("Delimiter"));
            default -> throw subRecordType.invalid("ParameterValue", "must be JSON or DELIMITED");
        };
    }

    private static DeAggregation delimited(Fields processor, Fields delimiter) {
        if (delimiter == null) {
            throw processor.invalid("Parameters", "SubRecordType DELIMITED needs Delimiter");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(value(delimiter));
            if (bytes.length > 0) {
                return new DeAggregation.Delimited(bytes);
            }
        } catch (IllegalArgumentException e) {
            throw delimiter.invalid("ParameterValue", "Delimiter must be base64");
        }
        throw delimiter.invalid("ParameterValue", "Delimiter must have at least one byte");
    }

    private static JqQuery query(Fields processor, Map<String, Fields> parameters) {
        Fields engine = parameters.remove("JsonParsingEngine");
        if (engine == null || !value(engine).equals("JQ-1.6")) {
            throw processor.invalid("Parameters", "MetadataExtraction needs JsonParsingEngine JQ-1.6");
        }
        Fields query = parameters.remove("MetadataExtractionQuery");
        if (query == null) {
            throw processor.invalid("Parameters", "MetadataExtraction needs MetadataExtractionQuery");
        }
        try {
            return JqQuery.compile(value(query));
        } catch (JqException e) {
            throw query.invalid("ParameterValue", "MetadataExtractionQuery cannot be used: " + e.getMessage());
        }
    }

    /// A parameter may not be blank, so a line feed is written as `\n`, backslash and letter.
    private static byte[] delimiter(Map<String, Fields> parameters) {
        Fields delimiter = parameters.remove("Delimiter");
        if (delimiter == null) {
            return new byte[] {'\n'};
        }
        try {
            return value(delimiter).translateEscapes().getBytes(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw delimiter.invalid("ParameterValue", "Delimiter has an unknown escape: " + e.getMessage());
        }
    }

    private static String value(Fields parameter) throws RequestException {
        return parameter.requiredString("ParameterValue");
    }
}
