package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.Fields;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
/// @param kept members that have no effect, as they are answered: `endpointConfiguration`'s `ipAddressType` and
/// `vpcEndpointIds`, `securityPolicy`, `endpointAccessMode`
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
        Map<String, JsonNode> kept,
        Map<String, String> tags) {
    public ApiSettings {
        created = created.truncatedTo(ChronoUnit.SECONDS);
        kept = Map.copyOf(kept);
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
        endpointTypes = List.copyOf(endpointTypes);
        tags = Map.copyOf(tags);
    }

    /// Nothing but a name, the rest as AWS has it by default.
    public static ApiSettings named(String name, Instant created) {
        return new ApiSettings(
                name,
                Optional.empty(),
                Optional.empty(),
                created,
                List.of(),
                Optional.empty(),
                ApiKeySource.HEADER,
                List.of("EDGE"),
                Optional.empty(),
                false,
                Map.of(),
                Map.of());
    }

    /// As it is answered.
    public ObjectNode json() {
        return ApiSettingsJson.write(this);
    }

    /// @throws io.millrace.core.fault.RequestException `BadRequestException` and what [Fields] throws
    public static ApiSettings parse(Fields fields) {
        return ApiSettingsJson.parse(fields);
    }

    /// The same with other tags.
    public ApiSettings withTags(Map<String, String> others) {
        return new ApiSettings(
                name,
                description,
                version,
                created,
                binaryMediaTypes,
                minimumCompressionBytes,
                apiKeySource,
                endpointTypes,
                policy,
                executeApiDisabled,
                kept,
                others);
    }

    /// Where a caller's API key is.
    public enum ApiKeySource {
        /// In the header `x-api-key`.
        HEADER,
        /// In what the authorizer answers as `usageIdentifierKey`.
        AUTHORIZER
    }
}
