package io.millrace.core.resource.apigateway.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.Authorizer.AuthorizerType;
import io.millrace.core.resource.apigateway.JsonMembers;
import io.millrace.core.resource.apigateway.RestApi;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Writes authorizers as security schemes, and what a method demands as security.
final class SecurityExport {
    private static final String API_KEY = "api_key";
    private static final String SIGV4 = "sigv4";
    private static final String HEADER = "method.request.header.";

    private final RestApi api;
    private final ExportOptions options;

    SecurityExport(RestApi api, ExportOptions options) {
        this.api = api;
        this.options = options;
    }

    ObjectNode schemes() {
        ObjectNode schemes = JsonNodeFactory.instance.objectNode();
        if (uses(ApiMethod::apiKeyRequired)) {
            schemes.set(API_KEY, scheme("x-api-key"));
        }
        if (uses(method -> method.authorization() == AuthorizationType.AWS_IAM)) {
            ObjectNode scheme = scheme("Authorization");
            if (options.authorizers()) {
                scheme.put(SecurityImport.AUTH_TYPE, "awsSigv4");
            }
            schemes.set(SIGV4, scheme);
        }
        new TreeMap<>(api.authorizers())
                .values()
                .forEach(authorizer -> schemes.set(authorizer.name(), scheme(authorizer)));
        return schemes;
    }

    private boolean uses(Predicate<ApiMethod> demand) {
        return api.resources().values().stream()
                .flatMap(resource -> resource.methods().values().stream())
                .anyMatch(demand);
    }

    private static ObjectNode scheme(String header) {
        return new JsonMembers()
                .text("type", "apiKey")
                .text("name", header)
                .text("in", "header")
                .node();
    }

    private ObjectNode scheme(Authorizer authorizer) {
        String source = authorizer.identitySource().orElse("");
        boolean isHeader = source.startsWith(HEADER) && !source.contains(",");
        boolean isImplied = isHeader && authorizer.type() != AuthorizerType.REQUEST;
        ObjectNode scheme = scheme(isHeader ? source.substring(HEADER.length()) : "Unused");
        if (options.authorizers()) {
            authorizer.authType().ifPresent(type -> scheme.put(SecurityImport.AUTH_TYPE, type));
            ObjectNode members = authorizer.json();
            members.remove(List.of("id", "name", "authType"));
            if (isImplied) {
                members.remove("identitySource");
            }
            members.put("type", authorizer.type().name().toLowerCase(Locale.ROOT));
            scheme.set(SecurityImport.AUTHORIZER, members);
        }
        return scheme;
    }

    void demand(ApiMethod method, ObjectNode operation) {
        ArrayNode security = JsonNodeFactory.instance.arrayNode();
        if (method.authorization() == AuthorizationType.AWS_IAM) {
            security.addObject().putArray(SIGV4);
        }
        method.authorizerId().map(api.authorizers()::get).ifPresent(authorizer -> security.addObject()
                .set(authorizer.name(), JsonMembers.array(method.authorizationScopes())));
        if (method.apiKeyRequired()) {
            security.addObject().putArray(API_KEY);
        }
        if (!security.isEmpty()) {
            operation.set("security", security);
        }
    }
}
