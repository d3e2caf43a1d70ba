package io.millrace.server.aws.apigateway;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiModel;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.RequestValidator;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.server.aws.apigateway.PartOperations.Part;
import io.millrace.server.aws.protocol.RestService.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The kinds of parts of an API that are made and changed alike.
final class Parts {
    private static final Part<ApiModel> MODELS = new Part<>(
            "models",
            RestApi::models,
            RestApi::withModels,
            ApiModel::name,
            ApiModel::json,
            ApiModel::parse,
            name -> "Invalid model name specified: " + name,
            PatchPaths.of("""
                    /description replace,add,remove TEXT
                    /schema replace TEXT"""),
            Limit.API_GATEWAY_MODELS,
            (api, model) -> {
                if (api.models().containsKey(model.name())) {
                    throw Refusal.conflict("Model name already exists for this REST API");
                }
            },
            (api, model) -> requireUnused(
                    api,
                    method -> References.usesModel(method, model.name()),
                    "Cannot delete model '" + model.name() + "', is referenced in method request: "));

    private static final Part<RequestValidator> VALIDATORS = new Part<>(
            "requestvalidators",
            RestApi::validators,
            RestApi::withValidators,
            RequestValidator::validatorId,
            RequestValidator::json,
            RequestValidator::parse,
            id -> "Invalid Request Validator identifier specified",
            PatchPaths.of("""
                    /name replace TEXT
                    /validateRequestBody replace FLAG
                    /validateRequestParameters replace FLAG"""),
            Limit.API_GATEWAY_VALIDATORS,
            (api, validator) -> {},
            (api, validator) -> requireUnused(
                    api,
                    method -> method.requestValidatorId().equals(Optional.of(validator.validatorId())),
                    "Cannot delete request validator '" + validator.validatorId() + "', is referenced in method: "));

    private static final Part<Authorizer> AUTHORIZERS = new Part<>(
            "authorizers",
            RestApi::authorizers,
            RestApi::withAuthorizers,
            Authorizer::authorizerId,
            Authorizer::json,
            Authorizer::parse,
            id -> "Invalid Authorizer identifier specified",
            PatchPaths.of("""
                    /name replace TEXT
                    /type replace TEXT
                    /authType replace,add,remove TEXT
                    /authorizerUri replace,add TEXT
                    /authorizerCredentials replace,add,remove TEXT
                    /identitySource replace,add,remove TEXT
                    /identityValidationExpression replace,add,remove TEXT
                    /authorizerResultTtlInSeconds replace,add WHOLE
                    /providerARNs add,remove ITEM
                    /providerARNs/{} remove ELEMENT"""),
            Limit.API_GATEWAY_AUTHORIZERS,
            (api, authorizer) -> {
                boolean taken = api.authorizers().values().stream()
                        .anyMatch(other -> other.name().equals(authorizer.name()));
                if (taken) {
                    throw Refusal.bad("Authorizer name must be unique. Authorizer " + authorizer.name()
                            + " already exists in this RestApi.");
                }
            },
            (api, authorizer) -> requireUnused(
                    api,
                    method -> method.authorizerId().equals(Optional.of(authorizer.authorizerId())),
                    "Cannot delete authorizer '" + authorizer.authorizerId() + "', is referenced in method: "));

    private Parts() {}

    static List<Route> routes(ApiGatewayPorts ports, Apis apis) {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new PartOperations<>(ports, apis, MODELS).routes("flatten"));
        routes.addAll(new PartOperations<>(ports, apis, VALIDATORS).routes());
        routes.addAll(new PartOperations<>(ports, apis, AUTHORIZERS).routes());
        return routes;
    }

    private static void requireUnused(RestApi api, Predicate<ApiMethod> uses, String message) {
        References.user(api, uses).ifPresent(path -> {
            throw Refusal.conflict(message + path);
        });
    }
}
