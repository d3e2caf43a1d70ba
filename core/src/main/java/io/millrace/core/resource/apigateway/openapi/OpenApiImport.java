package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Fields;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.ApiSettings;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.RequestValidator;
import io.millrace.core.resource.apigateway.RestApi;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Makes REST APIs of documents of Swagger 2.0 and OpenAPI 3.0 with AWS's extensions.
///
/// What has no counterpart in an API (summaries, examples, tags) is left out, as at AWS with `ignore=documentation`; an
/// extension of AWS's that has none is a warning; a document that cannot be an API is refused as a whole. The time and
/// memory of an import are bounded by the size of its document and of the API, which may take
/// [Limit#CATALOG_RESOURCE_BYTES].
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api.html>
public final class OpenApiImport {
    private OpenApiImport() {}

    /// @param present the API that is imported into; an empty one for a new one
    /// @param ids names what is made: 6 characters of `a-z0-9`
    /// @throws RequestException `BadRequestException`, `LimitExceededException`
    public static Imported read(JsonNode document, RestApi present, ImportOptions options, Supplier<String> ids) {
        try {
            return imported(OpenApiDocument.of(document), present, options, ids);
        } catch (RequestException e) {
            boolean known = e.code().equals("BadRequestException") || e.code().equals("LimitExceededException");
            throw known ? e : OpenApiDocument.bad("Errors found during import:\n\t" + e.getMessage());
        }
    }

    private static Imported imported(
            OpenApiDocument document, RestApi present, ImportOptions options, Supplier<String> ids) {
        RestApi base = options.merge() ? present : emptied(present);
        ImportState state = new ImportState(document, base, ids);
        SettingsImport whole = new SettingsImport(state);
        ApiSettings settings = whole.settings(options);
        ModelImport models = new ModelImport(state);
        models.named();
        whole.validators();
        SecurityImport security = new SecurityImport(state);
        security.schemes();
        Map<String, ApiResource> resources = new PathImport(
                        state, new MethodImport(state, security, models), byPath(present))
                .of(prefix(document, options));
        RestApi api = new RestApi(
                present.region(),
                present.apiId(),
                settings,
                base.rootResourceId(),
                resources,
                state.models,
                byId(state.validators, RequestValidator::validatorId),
                byId(state.authorizers, Authorizer::authorizerId),
                whole.gatewayResponses());
        requireRoom(api);
        return new Imported(api, state.warnings);
    }

    /// What an import leaves of an API that it replaces: where it is, since when, its endpoint and its tags.
    private static RestApi emptied(RestApi present) {
        ObjectNode members = present.settings().json();
        members.remove(List.of(
                "description", "version", "binaryMediaTypes", "minimumCompressionSize", "apiKeySource", "policy"));
        return RestApi.empty(
                present.region(), present.apiId(), ApiSettings.parse(Fields.of(members, "")), present.rootResourceId());
    }

    private static Map<String, ApiResource> byPath(RestApi api) {
        Map<String, ApiResource> byPath = new HashMap<>();
        api.resources().values().forEach(resource -> byPath.put(api.path(resource), resource));
        return byPath;
    }

    private static String prefix(OpenApiDocument document, ImportOptions options) {
        String basePath = document.basePath();
        return switch (options.basePath()) {
            case IGNORE -> "";
            case PREPEND -> basePath;
            case SPLIT -> basePath.indexOf('/', 1) < 0 ? "" : basePath.substring(basePath.indexOf('/', 1));
        };
    }

    private static <T> Map<String, T> byId(Map<String, T> byName, Function<T, String> id) {
        return byName.values().stream().collect(Collectors.toMap(id, Function.identity()));
    }

    private static void requireRoom(RestApi api) {
        requireRoom(api.models().size(), Limit.API_GATEWAY_MODELS);
        requireRoom(api.validators().size(), Limit.API_GATEWAY_VALIDATORS);
        requireRoom(api.authorizers().size(), Limit.API_GATEWAY_AUTHORIZERS);
    }

    private static void requireRoom(int size, Limit limit) {
        if (size > limit.value()) {
            throw new RequestException(
                    "LimitExceededException", "Maximum number reached: at most " + limit.value() + " " + limit.why());
        }
    }
}
