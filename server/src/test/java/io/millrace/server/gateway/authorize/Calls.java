package io.millrace.server.gateway.authorize;

import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.ApiMethod.AuthorizationType;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.Authorizer.AuthorizerType;
import io.millrace.server.gateway.call.GatewayRequest;
import io.millrace.server.gateway.call.GatewayRequest.Peer;
import io.millrace.server.gateway.call.Headers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/// Requests, methods and authorizers of tests.
final class Calls {
    static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    static final StageCall CALL = new StageCall("us-east-1", "abcdefghij", "prod", "abc123", Map.of("color", "blue"));
    static final String ARN = "arn:aws:execute-api:us-east-1:000000000000:abcdefghij/prod/";

    private Calls() {}

    /// A clock that a test sets.
    static final class TestClock implements InstantSource {
        private volatile Instant now = NOW;

        void advanceSeconds(long seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    static GatewayRequest get(String path, String... headers) {
        List<Entry<String, String>> entries = new ArrayList<>();
        for (int i = 0; i < headers.length; i += 2) {
            entries.add(Map.entry(headers[i], headers[i + 1]));
        }
        return new GatewayRequest(
                "11111111-2222-3333-4444-555555555555",
                "GET",
                path,
                "/prod" + path,
                "/pets/{petId}",
                Map.of("petId", "1"),
                Map.of("a", List.of("1", "2")),
                Headers.of(entries),
                new byte[0],
                new Peer("127.0.0.1", "abcdefghij.execute-api.localhost:4566", "HTTP/1.1"),
                NOW);
    }

    static ApiMethod method(AuthorizationType type, String... scopes) {
        return new ApiMethod(
                "GET",
                type,
                Optional.of("auth01"),
                List.of(scopes),
                false,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty());
    }

    static ApiMethod custom() {
        return method(AuthorizationType.CUSTOM);
    }

    static Authorizer token(int ttlSeconds) {
        return functionAuthorizer(AuthorizerType.TOKEN, "method.request.header.Authorization", ttlSeconds);
    }

    static Authorizer functionAuthorizer(AuthorizerType type, String identitySource, int ttlSeconds) {
        return new Authorizer(
                "auth01",
                "mine",
                type,
                List.of(),
                Optional.empty(),
                Optional.of("arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/"
                        + "arn:aws:lambda:us-east-1:000000000000:function:door/invocations"),
                Optional.empty(),
                Optional.of(identitySource),
                Optional.empty(),
                ttlSeconds);
    }

    static Authorizer expecting(Authorizer authorizer, String expression) {
        return new Authorizer(
                authorizer.authorizerId(),
                authorizer.name(),
                authorizer.type(),
                authorizer.providerArns(),
                authorizer.authType(),
                authorizer.uri(),
                authorizer.credentials(),
                authorizer.identitySource(),
                Optional.of(expression),
                authorizer.ttlSeconds());
    }

    static Authorizer pool(int ttlSeconds, String... arns) {
        return new Authorizer(
                "auth01",
                "pool",
                AuthorizerType.COGNITO_USER_POOLS,
                List.of(arns),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("method.request.header.Authorization"),
                Optional.empty(),
                ttlSeconds);
    }
}
