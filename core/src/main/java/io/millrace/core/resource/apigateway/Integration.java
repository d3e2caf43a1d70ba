package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What stands behind a method, and how requests and answers are made fit for it.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html>
///
/// @param type what it is
/// @param httpMethod it is called with; none of MOCK
/// @param uri an HTTP URL, or `arn:aws:apigateway:REGION:SERVICE:{action/NAME|path/PATH}`; none of MOCK
/// @param credentials a role; kept only
/// @param requestParameters `integration.request.{header|querystring|path}.name` and where its value comes from
/// @param requestTemplates by content type
/// @param passthrough what becomes of a body that has no template
/// @param contentHandling conversion of the request's body
/// @param timeoutMillis 50–29,000
/// @param connection where HTTP integrations go out: by a VPC link, kept only, or directly
/// @param cacheNamespace kept only
/// @param cacheKeyParameters kept only
/// @param insecureSkipVerification whether an HTTPS backend's certificate is believed unseen
/// @param responses by status code
public record Integration(
        IntegrationType type,
        Optional<String> httpMethod,
        Optional<String> uri,
        Optional<String> credentials,
        Map<String, String> requestParameters,
        Map<String, String> requestTemplates,
        Passthrough passthrough,
        Optional<ContentHandling> contentHandling,
        int timeoutMillis,
        Connection connection,
        Optional<String> cacheNamespace,
        List<String> cacheKeyParameters,
        boolean insecureSkipVerification,
        Map<String, IntegrationResponse> responses) {
    public Integration {
        requestParameters = Map.copyOf(requestParameters);
        requestTemplates = Map.copyOf(requestTemplates);
        cacheKeyParameters = List.copyOf(cacheKeyParameters);
        responses = Map.copyOf(responses);
    }

    /// As it is answered and kept.
    public ObjectNode json() {
        Map<String, ObjectNode> written = new LinkedHashMap<>();
        responses.forEach((status, response) -> written.put(status, response.json()));
        JsonMembers json = new JsonMembers()
                .text("type", type.name())
                .text("httpMethod", httpMethod)
                .text("uri", uri);
        boolean isHttp = type == IntegrationType.HTTP || type == IntegrationType.HTTP_PROXY;
        if (isHttp || !connection.equals(Connection.INTERNET)) {
            json.text("connectionType", connection.type()).text("connectionId", connection.id());
        }
        json.text("credentials", credentials)
                .texts("requestParameters", requestParameters)
                .texts("requestTemplates", requestTemplates)
                .text("passthroughBehavior", passthrough.name())
                .text("contentHandling", contentHandling.map(ContentHandling::name))
                .whole("timeoutInMillis", timeoutMillis)
                .text("cacheNamespace", cacheNamespace)
                .any("cacheKeyParameters", JsonMembers.array(cacheKeyParameters))
                .nodes("integrationResponses", written);
        if (insecureSkipVerification) {
            json.any("tlsConfig", new JsonMembers().flag(INSECURE, true).node());
        }
        return json.text("responseTransferMode", BUFFERED).node();
    }

    /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
    public static Integration parse(Fields fields) {
        return IntegrationParser.parse(fields);
    }

    static final String INSECURE = "insecureSkipVerification";
    static final String BUFFERED = "BUFFERED";

    /// The same with other responses.
    public Integration withResponses(Map<String, IntegrationResponse> others) {
        return new Integration(
                type,
                httpMethod,
                uri,
                credentials,
                requestParameters,
                requestTemplates,
                passthrough,
                contentHandling,
                timeoutMillis,
                connection,
                cacheNamespace,
                cacheKeyParameters,
                insecureSkipVerification,
                others);
    }

    /// What an integration is.
    public enum IntegrationType {
        /// An action of a service, with mappings.
        AWS,
        /// A function that is given the whole request and answers the whole response.
        AWS_PROXY,
        /// An HTTP server, with mappings.
        HTTP,
        /// An HTTP server that is given the request as it came.
        HTTP_PROXY,
        /// Nothing: the mapping says what is answered.
        MOCK
    }

    /// What becomes of a body whose content type has no template.
    public enum Passthrough {
        /// It is passed on.
        WHEN_NO_MATCH,
        /// It is passed on if there are no templates at all, else refused (415).
        WHEN_NO_TEMPLATES,
        /// It is refused (415).
        NEVER
    }

    /// How a body is converted.
    public enum ContentHandling {
        /// Base64 text becomes bytes.
        CONVERT_TO_BINARY,
        /// Bytes become base64 text.
        CONVERT_TO_TEXT
    }

    /// Where an HTTP integration goes out.
    ///
    /// @param type `INTERNET` or `VPC_LINK`
    /// @param id of the link; kept only: this machine's network is used
    public record Connection(String type, Optional<String> id) {
        public static final Connection INTERNET = new Connection("INTERNET", Optional.empty());
    }

    /// How an integration's answer becomes the caller's.
    ///
    /// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_IntegrationResponse.html>
    ///
    /// @param statusCode what the caller is answered
    /// @param selectionPattern the answers that are meant: a regular expression over the status of HTTP and AWS, or
    /// the
    /// error message of a function; none or empty is the default
    /// @param parameters `method.response.header.name` and where its value comes from
    /// @param templates by content type
    /// @param contentHandling conversion of the answer's body
    public record IntegrationResponse(
            String statusCode,
            Optional<String> selectionPattern,
            Map<String, String> parameters,
            Map<String, String> templates,
            Optional<ContentHandling> contentHandling) {
        public IntegrationResponse {
            parameters = Map.copyOf(parameters);
            templates = Map.copyOf(templates);
        }

        /// As it is answered and kept.
        public ObjectNode json() {
            return new JsonMembers()
                    .text("statusCode", statusCode)
                    .text("selectionPattern", selectionPattern)
                    .texts("responseParameters", parameters)
                    .texts("responseTemplates", templates)
                    .text("contentHandling", contentHandling.map(ContentHandling::name))
                    .node();
        }

        /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
        public static IntegrationResponse parse(Fields fields) {
            return IntegrationParser.parseResponse(fields);
        }
    }
}
