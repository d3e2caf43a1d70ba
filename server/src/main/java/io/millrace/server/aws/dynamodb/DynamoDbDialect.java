package io.millrace.server.aws.dynamodb;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.TableLimit;
import io.millrace.server.aws.protocol.AwsError;
import io.millrace.server.aws.protocol.JsonDialect;
import java.util.Set;

/// How DynamoDB speaks: errors carry the namespace of their type, answers their CRC32.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html>
public final class DynamoDbDialect implements JsonDialect {
    private static final String SERIALIZATION = "SerializationException";

    /// Errors that are told before the service's own code is reached.
    private static final Set<String> CAPITAL_MESSAGE = Set.of(SERIALIZATION, "AccessDeniedException");

    /// Errors that all of AWS's services of this protocol have.
    private static final Set<String> COMMON_ERRORS = Set.of(
            SERIALIZATION,
            "UnknownOperationException",
            "AccessDeniedException",
            "MissingAuthenticationTokenException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "IncompleteSignatureException",
            "ExpiredTokenException",
            "RequestEntityTooLargeException",
            "ServiceUnavailableException",
            "InternalFailure");

    @Override
    public int bodyBytesMax() {
        return TableLimit.DYNAMODB_BODY_BYTES.intValue();
    }

    /// DynamoDB answers 400 also to those who may not.
    @Override
    public int status(AwsError error) {
        return error.status() == 403 ? 400 : error.status();
    }

    @Override
    public ObjectNode errorBody(AwsError error) {
        String message = CAPITAL_MESSAGE.contains(error.code()) ? "Message" : "message";
        return JsonNodeFactory.instance
                .objectNode()
                .put("__type", namespace(error.code()) + "#" + error.code())
                .put(message, error.message());
    }

    @Override
    public boolean isChecksummed() {
        return true;
    }

    private static String namespace(String code) {
        if (code.equals("ValidationException")) {
            return "com.amazon.coral.validate";
        }
        return COMMON_ERRORS.contains(code) ? "com.amazon.coral.service" : "com.amazonaws.dynamodb.v20120810";
    }
}
