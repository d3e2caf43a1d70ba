package io.millrace.core.resource.firehose;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The function that transforms the records of a delivery stream.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html>
///
/// @param arn of the function, with its qualifier if any
/// @param retries after a call that failed
/// @param bufferBytes of records, before base64, that make a call due
/// @param bufferInterval age of the oldest record that makes a call due; empty where none was given
public record FunctionProcessor(String arn, int retries, long bufferBytes, Optional<Duration> bufferInterval) {
    private static final Pattern ARN =
            Pattern.compile("arn:[a-z0-9-]{1,20}:lambda:[a-z0-9-]{1,32}:\\d{12}:function:[a-zA-Z0-9_-]{1,64}"
                    + "(:[$]LATEST|:[a-zA-Z0-9_-]{1,128})?");
    private static final Pattern SIZE = Pattern.compile("\\d{1,3}(\\.\\d{1,6})?");
    private static final BigDecimal MIB = BigDecimal.valueOf(1 << 20);

    /// Reads the parameters of a processor of type `Lambda`, and takes those that it knows out of the map.
    static FunctionProcessor parse(Fields processor, Map<String, Fields> parameters) {
        Fields arn = parameters.remove("LambdaArn");
        if (arn == null) {
            throw processor.invalid("Parameters", "Lambda needs LambdaArn");
        }
        if (!ARN.matcher(value(arn)).matches()) {
            throw arn.invalid(
                    "ParameterValue", "LambdaArn must be of the form arn:aws:lambda:REGION:ACCOUNT:function:NAME");
        }
        Fields role = parameters.remove("RoleArn");
        if (role != null && !value(role).startsWith("arn:")) {
            throw role.invalid("ParameterValue", "RoleArn must be an ARN");
        }
        return new FunctionProcessor(
                value(arn),
                number(parameters.remove("NumberOfRetries"), Limit.FIREHOSE_FUNCTION_RETRIES_MAX.intValue())
                        .orElse(Limit.FIREHOSE_FUNCTION_RETRIES.intValue()),
                size(parameters.remove("BufferSizeInMBs")),
                number(parameters.remove("BufferIntervalInSeconds"), Limit.FIREHOSE_BUFFER_SECONDS_MAX.intValue())
                        .map(Duration::ofSeconds));
    }

    private static Optional<Integer> number(Fields parameter, int max) {
        if (parameter == null) {
            return Optional.empty();
        }
        String text = value(parameter);
        if (!text.matches("\\d{1,6}") || Integer.parseInt(text) > max) {
            throw parameter.invalid(
                    "ParameterValue",
                    parameter.requiredString("ParameterName") + " must be between 0 and " + max + ", is " + text);
        }
        return Optional.of(Integer.parseInt(text));
    }

    private static long size(Fields parameter) {
        if (parameter == null) {
            return Limit.FIREHOSE_FUNCTION_BUFFER_BYTES.value();
        }
        String text = value(parameter);
        if (SIZE.matcher(text).matches()) {
            long bytes = new BigDecimal(text).multiply(MIB).longValue();
            if (bytes >= Limit.FIREHOSE_FUNCTION_BUFFER_BYTES_MIN.value()
                    && bytes <= Limit.FIREHOSE_FUNCTION_BUFFER_BYTES_MAX.value()) {
                return bytes;
            }
        }
        throw parameter.invalid("ParameterValue", "BufferSizeInMBs must be between 0.2 and 3, is " + text);
    }

    private static String value(Fields parameter) {
        return parameter.requiredString("ParameterValue");
    }
}
