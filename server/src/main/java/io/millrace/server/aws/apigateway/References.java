package io.millrace.server.aws.apigateway;

import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.ApiResource;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.Authorizer.AuthorizerType;
import io.millrace.core.resource.apigateway.RestApi;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/// What parts of an API say of other parts: these must be there, and stay while they are spoken of.
final class References {
    private References() {}

    static void require(RestApi api, ApiMethod method) {
        method.authorizerId().ifPresent(id -> {
            Authorizer authorizer = api.authorizers().get(id);
            boolean cognito = method.authorization() == AuthorizationType.COGNITO_USER_POOLS;
            if (authorizer == null || cognito != (authorizer.type() == AuthorizerType.COGNITO_USER_POOLS)) {
                throw Refusal.bad("Invalid authorizer ID specified. Setting the authorization type to CUSTOM or"
                        + " COGNITO_USER_POOLS requires a valid authorizer.");
            }
        });
        method.requestValidatorId()
                .filter(id -> !api.validators().containsKey(id))
                .ifPresent(id -> {
                    throw Refusal.bad("Invalid Request Validator identifier specified");
                });
        requireModels(api, method.requestModels().values());
    }

    static void requireModels(RestApi api, Collection<String> names) {
        names.stream()
                .filter(name -> !api.models().containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refusal.bad("Invalid model identifier specified: " + name);
                });
    }

    /// The path of a method that something holds for.
    static Optional<String> user(RestApi api, Predicate<ApiMethod> uses) {
        for (ApiResource resource : api.resources().values()) {
            for (ApiMethod method : resource.methods().values()) {
                if (uses.test(method)) {
                    return Optional.of(api.path(resource) + "/" + method.httpMethod());
                }
            }
        }
        return Optional.empty();
    }

    static boolean usesModel(ApiMethod method, String name) {
        return method.requestModels().containsValue(name)
                || method.responses().values().stream()
                        .anyMatch(response -> response.models().containsValue(name));
    }
}
