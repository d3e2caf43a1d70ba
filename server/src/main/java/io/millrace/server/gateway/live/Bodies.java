package io.millrace.server.gateway.live;

import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.Integration.ContentHandling;
import io.millrace.server.gateway.call.GatewayFailure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which bodies of an API are bytes and which are text, and how one becomes the other.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html>
///
/// @param binaryMediaTypes of the API
record Bodies(List<String> binaryMediaTypes) {
    /// The type in a Content-Type header, without its parameters.
    static String mediaType(Optional<String> contentType) {
        String type = contentType.orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() ? "application/json" : type;
    }

    /// @param contentType a Content-Type header, or an Accept header
    boolean isBinary(Optional<String> contentType) {
        String type = mediaType(contentType);
        return binaryMediaTypes.stream().anyMatch(binary -> fits(binary.toLowerCase(Locale.ROOT), type));
    }

    private static boolean fits(String binary, String type) {
        return binary.equals("*/*")
                || binary.equals(type)
                || (binary.endsWith("/*") && type.startsWith(binary.substring(0, binary.length() - 1)));
    }

    /// A body as an integration or a caller is to get it.
    ///
    /// @throws GatewayFailure when it should be base64 and is none
    static byte[] handled(byte[] body, Optional<ContentHandling> handling, boolean binary) throws GatewayFailure {
        if (handling.isEmpty()) {
            return body;
        }
        return switch (handling.get()) {
            case CONVERT_TO_TEXT -> binary ? Base64.getEncoder().encode(body) : body;
            case CONVERT_TO_BINARY -> binary ? body : decoded(body);
        };
    }

    private static byte[] decoded(byte[] body) throws GatewayFailure {
        try {
            return Base64.getMimeDecoder().decode(new String(body, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new GatewayFailure(GatewayResponseType.API_CONFIGURATION_ERROR);
        }
    }
}
