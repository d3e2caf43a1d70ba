package io.millrace.server.gateway.authorize;

import static io.millrace.server.gateway.authorize.Calls.ARN;
import static io.millrace.server.gateway.authorize.Calls.CALL;
import static io.millrace.server.gateway.authorize.Calls.custom;
import static io.millrace.server.gateway.authorize.Calls.functionAuthorizer;
import static io.millrace.server.gateway.authorize.Calls.get;
import static io.millrace.server.gateway.authorize.Calls.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.Authorizer.AuthorizerType;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class FunctionAuthorizerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Calls.TestClock clock = new Calls.TestClock();
    private final Door door = new Door(Door.allowing(ARN + "*"));
    private final Authorizers authorizers =
            new Authorizers(door, KeySource.NONE, SignatureCheck.REFUSED, clock, Duration.ofSeconds(10));

    private Authorized authorize(Authorizer authorizer, GatewayRequest request) throws GatewayFailure {
        return authorizers.authorize(Optional.of(authorizer), custom(), request, CALL);
    }

    private GatewayFailure refusal(Authorizer authorizer, GatewayRequest request) {
        return assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> authorize(authorizer, request))
                .actual();
    }

    @Test
    void aTokenIsHandedToTheFunctionAndItsAnswerComesBack() throws GatewayFailure, IOException {
        Authorized caller = authorize(token(300), get("/pets/1", "authorization", "open sesame"));

        assertThat(JSON.readTree(door.events.getFirst()))
                .isEqualTo(JSON.readTree("{\"type\": \"TOKEN\", \"methodArn\": \"" + ARN
                        + "GET/pets/1\", \"authorizationToken\": \"open sesame\"}"));
        assertThat(door.references).containsExactly("arn:aws:lambda:us-east-1:000000000000:function:door");
        assertThat(caller)
                .isEqualTo(new Authorized(
                        "me",
                        Map.of("name", "Ada", "age", "36", "admin", "true"),
                        Map.of(),
                        Optional.of("secret-key")));
        assertThat(caller.variables())
                .containsEntry("authorizer.principalId", "me")
                .containsEntry("authorizer.age", "36");
        assertThat(caller).asString().doesNotContain("secret-key").doesNotContain("Ada");
    }

    @Test
    void aMissingOrEmptyTokenIsUnauthorizedWithoutACall() {
        assertThat(refusal(token(300), get("/pets/1")).type()).isEqualTo(GatewayResponseType.UNAUTHORIZED);
        assertThat(refusal(token(0), get("/pets/1", "Authorization", "")).getMessage())
                .isEqualTo("Unauthorized");
        assertThat(door.events).isEmpty();
    }

    @Test
    void theValidationExpressionMustFitTheWholeToken() throws GatewayFailure {
        Authorizer authorizer = Calls.expecting(token(300), "Bearer [a-z]+");

        assertThat(refusal(authorizer, get("/", "Authorization", "Bearer abc1")).type())
                .isEqualTo(GatewayResponseType.UNAUTHORIZED);
        assertThat(authorize(authorizer, get("/", "Authorization", "Bearer abc"))
                        .principalId())
                .isEqualTo("me");
        assertThat(door.events).hasSize(1);
    }

    @Test
    void anExpressionThatWouldTakeForeverIsGivenUp() {
        Authorizer authorizer = Calls.expecting(token(300), "(.*a){25}");

        assertThat(refusal(authorizer, get("/", "Authorization", "a".repeat(60) + "b"))
                        .type())
                .isEqualTo(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR);
    }

    @Test
    void theWholeRequestIsHandedToAFunctionOfTypeRequest() throws GatewayFailure, IOException {
        authorize(
                functionAuthorizer(AuthorizerType.REQUEST, "method.request.header.auth", 300),
                get("/pets/1", "Auth", "x", "Accept", "a", "accept", "b"));

        JsonNode event = JSON.readTree(door.events.getFirst());
        assertThat(event.path("type").asText()).isEqualTo("REQUEST");
        assertThat(event.path("methodArn").asText()).isEqualTo(ARN + "GET/pets/1");
        assertThat(event.path("resource").asText()).isEqualTo("/pets/{petId}");
        assertThat(event.path("path").asText()).isEqualTo("/pets/1");
        assertThat(event.path("httpMethod").asText()).isEqualTo("GET");
        assertThat(event.path("headers")).isEqualTo(JSON.readTree("{\"Accept\": \"b\", \"Auth\": \"x\"}"));
        assertThat(event.path("multiValueHeaders"))
                .isEqualTo(JSON.readTree("{\"Accept\": [\"a\", \"b\"], \"Auth\": [\"x\"]}"));
        assertThat(event.path("queryStringParameters")).isEqualTo(JSON.readTree("{\"a\": \"2\"}"));
        assertThat(event.path("multiValueQueryStringParameters")).isEqualTo(JSON.readTree("{\"a\": [\"1\", \"2\"]}"));
        assertThat(event.path("pathParameters")).isEqualTo(JSON.readTree("{\"petId\": \"1\"}"));
        assertThat(event.path("stageVariables")).isEqualTo(JSON.readTree("{\"color\": \"blue\"}"));
        JsonNode context = event.path("requestContext");
        assertThat(context.path("path").asText()).isEqualTo("/prod/pets/1");
        assertThat(context.path("stage").asText()).isEqualTo("prod");
        assertThat(context.path("apiId").asText()).isEqualTo("abcdefghij");
        assertThat(context.path("requestTime").asText()).isEqualTo("31/Jan/2026:12:00:00 +0000");
        assertThat(context.path("identity").path("sourceIp").asText()).isEqualTo("127.0.0.1");
        assertThat(context.path("domainName").asText()).isEqualTo("abcdefghij.execute-api.localhost");
        assertThat(event.has("body")).isFalse();
    }

    @Test
    void everyIdentitySourceMustBeThereWhenAnswersAreKept() throws GatewayFailure {
        String sources = "method.request.header.auth, method.request.querystring.b, stageVariables.color,"
                + " context.identity.sourceIp";

        assertThat(refusal(functionAuthorizer(AuthorizerType.REQUEST, sources, 300), get("/pets/1", "Auth", "x"))
                        .type())
                .isEqualTo(GatewayResponseType.UNAUTHORIZED);
        assertThat(door.events).isEmpty();
        authorize(functionAuthorizer(AuthorizerType.REQUEST, sources, 0), get("/pets/1", "Auth", "x"));
        authorize(
                functionAuthorizer(AuthorizerType.REQUEST, sources.replace("querystring.b", "querystring.a"), 300),
                get("/pets/1", "Auth", "x"));
        assertThat(door.events).hasSize(2);
    }

    @Test
    void anAnswerHoldsForItsTimeAndEachIdentityApart() throws GatewayFailure {
        Authorizer authorizer = token(60);
        authorize(authorizer, get("/pets/1", "Authorization", "a"));
        authorize(authorizer, get("/pets/2", "Authorization", "a"));
        assertThat(door.events).hasSize(1);
        authorize(authorizer, get("/pets/1", "Authorization", "b"));
        assertThat(door.events).hasSize(2);
        clock.advanceSeconds(59);
        authorize(authorizer, get("/pets/1", "Authorization", "a"));
        assertThat(door.events).hasSize(2);
        clock.advanceSeconds(1);
        authorize(authorizer, get("/pets/1", "Authorization", "a"));
        assertThat(door.events).hasSize(3);
    }

    @Test
    void nothingIsKeptWithoutATimeAndNothingOfAChangedAuthorizerOrAnotherStage() throws GatewayFailure {
        GatewayRequest request = get("/pets/1", "Authorization", "a");
        authorize(token(0), request);
        authorize(token(0), request);
        assertThat(door.events).hasSize(2);
        authorize(token(60), request);
        authorize(token(61), request);
        assertThat(door.events).hasSize(4);
        StageCall other = new StageCall("us-east-1", "abcdefghij", "test", "abc123", Map.of());
        door.answers(Door.allowing("*"));
        authorizers.authorize(Optional.of(token(60)), custom(), request, other);
        assertThat(door.events).hasSize(5);
    }

    @Test
    void aFlushForgetsTheStage() throws GatewayFailure {
        GatewayRequest request = get("/pets/1", "Authorization", "a");
        authorize(token(60), request);
        authorizers.flush("us-east-1", "abcdefghij", "other");
        authorize(token(60), request);
        assertThat(door.events).hasSize(1);
        authorizers.flush("us-east-1", "abcdefghij", "prod");
        authorize(token(60), request);
        assertThat(door.events).hasSize(2);
    }

    @Test
    void aPolicyThatIsKeptIsHeldAgainstEachCall() throws GatewayFailure {
        door.answers(Door.allowing(ARN + "GET/pets/1"));
        authorize(token(300), get("/pets/1", "Authorization", "a"));

        GatewayFailure refusal = refusal(token(300), get("/pets/2", "Authorization", "a"));

        assertThat(refusal.type()).isEqualTo(GatewayResponseType.ACCESS_DENIED);
        assertThat(refusal.getMessage()).isEqualTo("User is not authorized to access this resource");
        assertThat(refusal.context()).containsEntry("authorizer.name", "Ada");
        assertThat(door.events).hasSize(1);
    }

    @Test
    void anExplicitDenySaysSo() {
        door.answers(Door.policy("Deny", "*"));

        assertThat(refusal(token(300), get("/pets/1", "Authorization", "a")).getMessage())
                .isEqualTo("User is not authorized to access this resource with an explicit deny");
    }

    @Test
    void whatIsKnownIsAnsweredAtOnceAndElseNobodyIsAsked() throws GatewayFailure {
        GatewayRequest request = get("/pets/1", "Authorization", "a");
        assertThat(authorizers.authorizeNow(Optional.of(token(60)), custom(), request, CALL))
                .isEmpty();
        assertThat(door.events).isEmpty();
        Authorized asked = authorize(token(60), request);
        assertThat(authorizers.authorizeNow(Optional.of(token(60)), custom(), request, CALL))
                .contains(asked);
        assertThat(authorizers.authorizeNow(Optional.empty(), Calls.method(AuthorizationType.NONE), request, CALL))
                .contains(Authorized.ANYONE);
    }

    @Test
    void manyWhoAskAtOnceMakeOneCall() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch open = new CountDownLatch(1);
        door.does(() -> {
            asked.countDown();
            open.await();
            return Door.result(Door.allowing("*"), Optional.empty());
        });
        List<Future<Authorized>> callers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                callers.add(threads.submit(() -> authorize(token(60), get("/pets/1", "Authorization", "a"))));
            }
            asked.await();
            open.countDown();
            for (Future<Authorized> caller : callers) {
                assertThat(caller.get().principalId()).isEqualTo("me");
            }
        }
        assertThat(door.events).hasSize(1);
    }

    @Test
    void aFunctionThatHangsIsInterruptedAndTheCallerIsAnswered() {
        Authorizers impatient =
                new Authorizers(door, KeySource.NONE, SignatureCheck.REFUSED, clock, Duration.ofMillis(20));
        CountDownLatch interrupted = new CountDownLatch(1);
        door.does(() -> {
            try {
                new CountDownLatch(1).await();
                throw new IllegalStateException("never");
            } finally {
                interrupted.countDown();
            }
        });

        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() ->
                        impatient.authorize(Optional.of(token(60)), custom(), get("/", "Authorization", "a"), CALL))
                .matches(failure -> failure.type() == GatewayResponseType.AUTHORIZER_FAILURE);
        assertThat(interrupted).satisfies(latch -> assertThat(latch.await(10, TimeUnit.SECONDS))
                .isTrue());
    }

    @TestFactory
    Stream<DynamicTest> whatAFunctionDoesWrongIsAFailureOfItsKind() {
        return Map.<String, GatewayResponseType>of(
                        "Unauthorized", GatewayResponseType.UNAUTHORIZED,
                        "unauthorized", GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR,
                        "boom", GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR,
                        "x Task timed out after 3.00 seconds", GatewayResponseType.AUTHORIZER_FAILURE)
                .entrySet()
                .stream()
                .map(each -> DynamicTest.dynamicTest(each.getKey(), () -> {
                    door.fails(each.getKey());
                    assertThat(refusal(token(60), get("/", "Authorization", "a"))
                                    .type())
                            .isEqualTo(each.getValue());
                    assertThat(authorizers.authorizeNow(
                                    Optional.of(token(60)), custom(), get("/", "Authorization", "a"), CALL))
                            .as("failures are not kept")
                            .isEmpty();
                }));
    }

    @Test
    void aFunctionThatCannotBeCalledIsAFailureOfItsKind() {
        GatewayRequest request = get("/", "Authorization", "a");
        door.does(() -> {
            throw RequestException.notFound("Function not found");
        });
        assertThat(refusal(token(0), request).type()).isEqualTo(GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR);
        door.does(() -> {
            throw new RequestException("TooManyRequestsException", "Rate Exceeded.");
        });
        assertThat(refusal(token(0), request).type()).isEqualTo(GatewayResponseType.AUTHORIZER_FAILURE);
        door.does(() -> {
            throw new UnavailableException("closing");
        });
        assertThat(refusal(token(60), request).type()).isEqualTo(GatewayResponseType.AUTHORIZER_FAILURE);
        door.does(() -> {
            throw new IllegalStateException("a bug");
        });
        assertThat(refusal(token(60), request).type()).isEqualTo(GatewayResponseType.AUTHORIZER_FAILURE);
    }

    @Test
    void theFunctionMayBeNamedByAStageVariable() throws GatewayFailure {
        Authorizer plain = token(0);
        Authorizer named = new Authorizer(
                plain.authorizerId(),
                plain.name(),
                plain.type(),
                plain.providerArns(),
                plain.authType(),
                Optional.of("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                        + "arn:aws:lambda:us-east-1:000000000000:function:${stageVariables.color}/invocations"),
                plain.credentials(),
                plain.identitySource(),
                plain.validationExpression(),
                plain.ttlSeconds());

        authorize(named, get("/", "Authorization", "a"));

        assertThat(door.references).containsExactly("arn:aws:lambda:us-east-1:000000000000:function:blue");
    }

    @Test
    void callersWithSignaturesAreRefusedClearlyWithoutACheckOfThem() {
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> authorizers.authorize(
                        Optional.empty(), Calls.method(AuthorizationType.AWS_IAM), get("/"), CALL))
                .withMessage("Authorization AWS_IAM is not supported");
    }

    @Test
    void aMethodWhoseAuthorizerIsGoneLetsNobodyIn() {
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> authorizers.authorize(Optional.empty(), custom(), get("/"), CALL))
                .matches(failure -> failure.type() == GatewayResponseType.AUTHORIZER_CONFIGURATION_ERROR);
    }

    @Test
    void aPathLongerThanAPolicyCanNameIsRefused() {
        assertThat(refusal(token(60), get("/" + "a".repeat(2_000), "Authorization", "a"))
                        .type())
                .isEqualTo(GatewayResponseType.REQUEST_TOO_LARGE);
        assertThat(door.events).isEmpty();
    }
}
