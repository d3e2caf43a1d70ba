package io.millrace.core.resource.apigateway.openapi;

import io.millrace.core.fault.RequestException;
import java.util.List;
import java.util.Set;

/// How an API is exported.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-export-api.html>
///
/// @param isSwagger Swagger 2.0, or else OpenAPI 3.0.1
/// @param stage the first segment of its URL
/// @param integrations whether what stands behind methods is there
/// @param authorizers whether authorizers are there
/// @param whole whether all else that AWS has of its own is there
public record ExportOptions(boolean isSwagger, String stage, boolean integrations, boolean authorizers, boolean whole) {
    private static final Set<String> WORDS = Set.of("integrations", "authorizers", "apigateway", "");

    /// @param type `swagger` or `oas30`
    /// @param extensions `integrations`, `authorizers` or `apigateway`, several with commas between
    /// @throws RequestException `BadRequestException`
    public static ExportOptions of(String type, String stage, String extensions) {
        if (!type.equals("swagger") && !type.equals("oas30")) {
            throw OpenApiDocument.bad("Invalid export type '" + type + "': give swagger or oas30");
        }
        Set<String> words = Set.copyOf(List.of(extensions.split(",", -1)));
        if (!WORDS.containsAll(words)) {
            throw OpenApiDocument.bad(
                    "Invalid extensions '" + extensions + "': give integrations, authorizers or apigateway");
        }
        boolean whole = words.contains("apigateway");
        return new ExportOptions(
                type.equals("swagger"),
                stage,
                whole || words.contains("integrations"),
                whole || words.contains("authorizers"),
                whole);
    }
}
