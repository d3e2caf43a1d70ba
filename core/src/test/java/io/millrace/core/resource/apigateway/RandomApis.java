package io.millrace.core.resource.apigateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.ApiMethod.MethodResponse;
import io.millrace.core.resource.apigateway.ApiSettings.ApiKeySource;
import io.millrace.core.resource.apigateway.Authorizer.AuthorizerType;
import io.millrace.core.resource.apigateway.Integration.Connection;
import io.millrace.core.resource.apigateway.Integration.ContentHandling;
import io.millrace.core.resource.apigateway.Integration.IntegrationResponse;
import io.millrace.core.resource.apigateway.Integration.IntegrationType;
import io.millrace.core.resource.apigateway.Integration.Passthrough;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// REST APIs with anything in them, drawn from a seed. What Swagger 2.0 has no place for is left out when asked.
public final class RandomApis {
    public static final String REGION = "us-east-1";
    private static final List<String> SEGMENTS = List.of("pets", "a.b", "{id}", "x-y:z", "{proxy+}");
    private static final List<String> METHODS =
            List.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", ApiMethod.ANY);

    private final Random random;
    private final boolean forSwagger;
    private final String apiId;
    private int lastId;

    public RandomApis(long seed, boolean forSwagger) {
        this.random = new Random(seed);
        this.forSwagger = forSwagger;
        this.apiId = "api" + random.nextInt(1_000);
    }

    public RestApi api() {
        Map<String, ApiModel> models = new HashMap<>();
        for (String name : List.of("Pet", "Pets", "Error")) {
            models.put(name, new ApiModel(id(), name, Optional.empty(), "application/json", schema()));
        }
        Map<String, RequestValidator> validators = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            RequestValidator validator =
                    new RequestValidator(id(), "validator " + i, random.nextBoolean(), random.nextBoolean());
            validators.put(validator.validatorId(), validator);
        }
        Map<String, Authorizer> authorizers = new HashMap<>();
        for (AuthorizerType type : AuthorizerType.values()) {
            Authorizer authorizer = authorizer(type);
            authorizers.put(authorizer.authorizerId(), authorizer);
        }
        RestApi api = RestApi.empty(REGION, apiId, settings(), id())
                .withModels(models)
                .withValidators(validators)
                .withAuthorizers(authorizers)
                .withGatewayResponses(Map.of(GatewayResponseType.THROTTLED, gatewayResponse()));
        return api.withResources(resources(api));
    }

    private String id() {
        return "id" + lastId++;
    }

    private String schema() {
        String reference = "https://apigateway.amazonaws.com/restapis/" + apiId + "/models/"
                + (random.nextBoolean() ? "Pet" : "Error");
        return read("{\"type\":\"object\",\"properties\":{\"$ref\":{\"type\":\"string\"},\"a\":{\"$ref\":\"" + reference
                        + "\"},\"n\":{\"minimum\":" + random.nextInt(9) + "}}}")
                .toPrettyString();
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ApiSettings settings() {
        return new ApiSettings(
                "name of it",
                maybe("said of it"),
                Optional.of("v" + random.nextInt(9)),
                Instant.ofEpochSecond(1_700_000_000L + random.nextInt(1_000)),
                random.nextBoolean() ? List.of("image/png", "*/*") : List.of(),
                random.nextBoolean() ? Optional.of(random.nextInt(10_000)) : Optional.empty(),
                random.nextBoolean() ? ApiKeySource.HEADER : ApiKeySource.AUTHORIZER,
                List.of("EDGE"),
                random.nextBoolean()
                        ? Optional.of(
                                read("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"a \\\"b\\\" \\\\\"}]}"))
                        : Optional.empty(),
                random.nextBoolean(),
                Map.of(),
                Map.of());
    }

    private Authorizer authorizer(AuthorizerType type) {
        boolean isPool = type == AuthorizerType.COGNITO_USER_POOLS;
        String source = "method.request.header.X-Auth";
        return new Authorizer(
                id(),
                "authorizer-" + type,
                type,
                isPool ? List.of("arn:aws:cognito-idp:us-east-1:000000000000:userpool/p") : List.of(),
                Optional.of(isPool ? "cognito_user_pools" : "custom"),
                isPool
                        ? Optional.empty()
                        : Optional.of("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations"),
                isPool ? Optional.empty() : maybe("arn:aws:iam::000000000000:role/r"),
                Optional.of(type == AuthorizerType.REQUEST ? source + ", method.request.querystring.q" : source),
                type == AuthorizerType.TOKEN ? maybe("^Bearer .+$") : Optional.empty(),
                random.nextInt(3_601));
    }

    private GatewayResponse gatewayResponse() {
        return new GatewayResponse(
                GatewayResponseType.THROTTLED,
                maybe("503"),
                Map.of("gatewayresponse.header.Retry-After", "'1'"),
                Map.of("application/json", "{\"m\":$context.error.messageString}"));
    }

    private Map<String, ApiResource> resources(RestApi api) {
        Map<String, ApiResource> resources = new HashMap<>();
        String parent = api.rootResourceId();
        resources.put(parent, new ApiResource(parent, Optional.empty(), "", methods(api, parent)));
        for (String segment : SEGMENTS) {
            String id = id();
            resources.put(id, new ApiResource(id, Optional.of(parent), segment, methods(api, id)));
            parent = segment.equals("{id}") && random.nextBoolean() ? parent : id;
            if (segment.equals("{id}") && !parent.equals(id)) {
                break;
            }
        }
        return resources;
    }

    private Map<String, ApiMethod> methods(RestApi api, String resourceId) {
        Map<String, ApiMethod> methods = new HashMap<>();
        for (String name : METHODS) {
            if (random.nextInt(3) == 0) {
                methods.put(name, method(api, name, resourceId));
            }
        }
        return methods;
    }

    private ApiMethod method(RestApi api, String name, String resourceId) {
        List<Authorizer> all = List.copyOf(api.authorizers().values());
        Optional<Authorizer> authorizer =
                random.nextBoolean() ? Optional.of(all.get(random.nextInt(all.size()))) : Optional.empty();
        AuthorizationType open = random.nextBoolean() ? AuthorizationType.NONE : AuthorizationType.AWS_IAM;
        boolean isPool = authorizer
                .filter(one -> one.type() == AuthorizerType.COGNITO_USER_POOLS)
                .isPresent();
        return new ApiMethod(
                name,
                authorizer.isEmpty() ? open : isPool ? AuthorizationType.COGNITO_USER_POOLS : AuthorizationType.CUSTOM,
                authorizer.map(Authorizer::authorizerId),
                isPool && random.nextBoolean() ? List.of("b", "a") : List.of(),
                random.nextBoolean(),
                maybe("operation" + random.nextInt(9)),
                random.nextBoolean() ? api.validators().keySet().stream().findFirst() : Optional.empty(),
                Map.of("method.request.querystring.q", random.nextBoolean(), "method.request.path.id", true),
                models(),
                Map.of("200", response("200"), "404", response("404")),
                Optional.of(integration(resourceId)));
    }

    private Map<String, String> models() {
        return forSwagger
                ? Map.of("application/json", "Pet")
                : random.nextBoolean() ? Map.of() : Map.of("application/json", "Pet", "text/plain", "Error");
    }

    private MethodResponse response(String status) {
        return new MethodResponse(
                status, Map.of("method.response.header.X", !forSwagger && random.nextBoolean()), models());
    }

    private Integration integration(String resourceId) {
        List<IntegrationType> types = List.of(IntegrationType.values());
        IntegrationType type = types.get(random.nextInt(types.size()));
        boolean isHttp = type == IntegrationType.HTTP || type == IntegrationType.HTTP_PROXY;
        boolean isMock = type == IntegrationType.MOCK;
        return new Integration(
                type,
                isMock ? Optional.empty() : Optional.of("POST"),
                isMock
                        ? Optional.empty()
                        : Optional.of(
                                isHttp
                                        ? "https://example.com/{id}"
                                        : "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/f/invocations"),
                maybe("arn:aws:iam::000000000000:role/r"),
                random.nextBoolean() ? Map.of("integration.request.header.h", "method.request.path.id") : Map.of(),
                random.nextBoolean() ? Map.of("application/json", "#set($a = \"é\n\")", "text/plain", "") : Map.of(),
                List.of(Passthrough.values()).get(random.nextInt(3)),
                random.nextBoolean() ? Optional.of(ContentHandling.CONVERT_TO_TEXT) : Optional.empty(),
                random.nextBoolean() ? 29_000 : 50 + random.nextInt(1_000),
                isHttp && random.nextBoolean() ? new Connection("VPC_LINK", Optional.of("link")) : Connection.INTERNET,
                Optional.of(random.nextBoolean() ? "namespace" : resourceId),
                random.nextBoolean() ? List.of("method.request.path.id") : List.of(),
                random.nextBoolean(),
                Map.of("200", answer("200", Optional.empty()), "404", answer("404", Optional.of("4\\d{2}"))));
    }

    private IntegrationResponse answer(String status, Optional<String> pattern) {
        return new IntegrationResponse(
                status,
                pattern,
                random.nextBoolean() ? Map.of("method.response.header.X", "'*'") : Map.of(),
                Map.of("application/json", "$input.json('$')"),
                random.nextBoolean() ? Optional.of(ContentHandling.CONVERT_TO_BINARY) : Optional.empty());
    }

    private Optional<String> maybe(String value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
