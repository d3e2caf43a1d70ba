package io.millrace.core.resource.apigateway.openapi;

import io.millrace.core.fault.RequestException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How a document is imported.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-overview.html>
///
/// @param merge whether what the API has and the document has not stays
/// @param basePath what becomes of the document's base path
/// @param ignoresDocumentation whether the caller wants none, which there never is
/// @param members of `endpointConfiguration` that the caller gave beside the document
public record ImportOptions(
        boolean merge, BasePath basePath, boolean ignoresDocumentation, Map<String, List<String>> members) {
    private static final Map<String, String> ENDPOINTS =
            Map.of("endpointConfigurationTypes", "types", "vpcEndpointIds", "vpcEndpointIds");

    public ImportOptions {
        members = Map.copyOf(members);
    }

    /// What becomes of the base path of a document.
    public enum BasePath {
        /// Nothing.
        IGNORE,
        /// It is put before each path.
        PREPEND,
        /// The same without its first segment.
        SPLIT
    }

    /// As the parameters of a request say. Documentation is never imported, so `ignore=documentation` may be said.
    ///
    /// @throws RequestException `BadRequestException`
    public static ImportOptions of(boolean merge, Map<String, String> parameters) {
        Map<String, List<String>> members = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        BasePath basePath = BasePath.IGNORE;
        boolean ignoresDocumentation = false;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "basepath", "basePath" -> basePath = basePath(value);
                case "endpointConfigurationTypes", "vpcEndpointIds" ->
                    members.put(ENDPOINTS.get(parameter.getKey()), List.of(value.split(",", -1)));
                case "ignore" -> {
                    ignoresDocumentation = true;
                    if (!value.equals("documentation")) {
                        unknown.add("ignore=" + value);
                    }
                }
                default -> unknown.add(parameter.getKey());
            }
        }
        if (!unknown.isEmpty()) {
            throw new RequestException("BadRequestException", "Unknown or unsupported: " + String.join(", ", unknown));
        }
        return new ImportOptions(merge, basePath, ignoresDocumentation, members);
    }

    private static BasePath basePath(String word) {
        return switch (word) {
            case "ignore" -> BasePath.IGNORE;
            case "prepend" -> BasePath.PREPEND;
            case "split" -> BasePath.SPLIT;
            default ->
                throw new RequestException(
                        "BadRequestException", "Invalid basepath '" + word + "': give ignore, prepend or split");
        };
    }
}
