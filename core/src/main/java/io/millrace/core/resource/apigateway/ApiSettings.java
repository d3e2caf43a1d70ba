package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is said of a REST API as a whole.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/api/API_RestApi.html>
///
/// @param name of the API; names need not be unique
/// @param description kept only
/// @param version kept only
/// @param created when
/// @param binaryMediaTypes bodies of these types are bytes, of all others UTF-8 text; may have `*/*` and `image/*`
/// @param minimumCompressionBytes answers of at least this size are compressed for those who accept it; none never
/// @param apiKeySource where a caller's API key is
/// @param endpointTypes `EDGE`, `REGIONAL`, `PRIVATE`: kept only
/// @param policy resource policy; kept only
/// @param executeApiDisabled whether the host `ID.execute-api…` answers 403
/// @param tags kept only
public record ApiSettings(
        String name,
        Optional<String> description,
        Optional<String> version,
        Instant created,
        List<String> binaryMediaTypes,
        Optional<Integer> minimumCompressionBytes,
        ApiKeySource apiKeySource,
        List<String> endpointTypes,
        Optional<JsonNode> policy,
        boolean executeApiDisabled,
        Map<String, String> tags) {
    public ApiSettings {
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        endpointTypes = List.copyOf(endpointTypes);
        tags = Map.copyOf(tags);
    }

    /// Where a caller's API key is.
    public enum ApiKeySource {
        /// In the header `x-api-key`.
        HEADER,
        /// In what the authorizer answers as `usageIdentifierKey`.
        AUTHORIZER
    }
}
