package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.limit.Limit;

/// What a service has of its own in how it speaks the JSON protocols. What is here is what most have in common.
public interface JsonDialect {
    JsonDialect COMMON = new JsonDialect() {};

    /// The largest body of a request, in bytes.
    default int bodyBytesMax() {
        return Limit.API_BODY_BYTES.intValue();
    }

    /// The HTTP status of an error.
    default int status(AwsError error) {
        return error.status();
    }

    /// What an error says, without members of its own.
    default ObjectNode errorBody(AwsError error) {
        return JsonNodeFactory.instance.objectNode().put("__type", error.code()).put("message", error.message());
    }

    /// Whether answers carry their CRC32 in `x-amz-crc32`, which the service's clients check.
    default boolean isChecksummed() {
        return false;
    }
}
