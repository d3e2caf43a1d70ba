package io.millrace.server.gateway.mapping;

/// What a mapped parameter becomes.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping.html>
///
/// @param kind where it goes
/// @param name of it there
public record MappingTarget(Kind kind, String name) {
    /// Where a parameter goes.
    public enum Kind {
        REQUEST_HEADER("integration.request.header."),
        REQUEST_QUERYSTRING("integration.request.querystring."),
        REQUEST_PATH("integration.request.path."),
        RESPONSE_HEADER("method.response.header."),
        GATEWAY_HEADER("gatewayresponse.header.");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /// Whether a parameter that goes there may have this value: what looks at a request or answer needs one.
        boolean allows(MappingSource source) {
            return switch (this) {
                case REQUEST_HEADER, REQUEST_QUERYSTRING, REQUEST_PATH -> !source.isOfResponse();
                case RESPONSE_HEADER -> !source.isOfRequest();
                case GATEWAY_HEADER -> !source.isOfResponse() && !(source instanceof MappingSource.RequestBody);
            };
        }
    }

    /// Reads an expression such as `integration.request.header.name`.
    ///
    /// @throws MappingException when it is none
    public static MappingTarget parse(String expression) throws MappingException {
        for (Kind kind : Kind.values()) {
            if (expression.startsWith(kind.prefix) && expression.length() > kind.prefix.length()) {
                return new MappingTarget(kind, expression.substring(kind.prefix.length()));
            }
        }
        throw new MappingException("Invalid mapping expression parameter specified: " + expression);
    }
}
