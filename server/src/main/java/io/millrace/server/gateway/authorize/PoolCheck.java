package io.millrace.server.gateway.authorize;

import io.millrace.core.fault.UnavailableException;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.BoundedPattern;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// An authorizer of type COGNITO_USER_POOLS: the caller shows a token, with or without `Bearer ` before it, that one of
/// the pools has signed.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html>
final class PoolCheck implements Check {
    private static final String BEARER = "Bearer ";
    private static final String DEFAULT_SOURCE = "method.request.header.Authorization";

    private final Authorizer authorizer;
    private final KeySource keys;
    private final InstantSource clock;
    private final Problems problems;
    private final IdentitySource source;
    private final Optional<BoundedPattern> audience;
    private volatile PublicKeys known = PublicKeys.NONE;

    PoolCheck(Authorizer authorizer, KeySource keys, InstantSource clock, Problems problems)
            throws WrongAnswerException {
        this.authorizer = authorizer;
        this.keys = keys;
        this.clock = clock;
        this.problems = problems;
        List<IdentitySource> sources =
                IdentitySource.parse(authorizer.identitySource().orElse(DEFAULT_SOURCE));
        if (sources.size() != 1 || !(sources.getFirst() instanceof IdentitySource.Header)) {
            throw new WrongAnswerException("identitySource must be one header: method.request.header.NAME");
        }
        source = sources.getFirst();
        audience = authorizer.validationExpression().isPresent()
                ? Optional.of(WrongAnswerException.expression(
                        authorizer.validationExpression().get()))
                : Optional.empty();
    }

    @Override
    public List<String> identity(GatewayRequest request, StageCall call) throws GatewayFailure {
        String value = source.in(request, call).orElse("");
        String token = value.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? value.substring(BEARER.length()).strip()
                : value.strip();
        if (token.isEmpty()) {
            throw new GatewayFailure(GatewayResponseType.UNAUTHORIZED);
        }
        return List.of(token);
    }

    @Override
    public Verdict ask(List<String> identity, GatewayRequest request, StageCall call)
            throws GatewayFailure, InterruptedException {
        SignedToken token = SignedToken.parse(identity.getFirst()).orElseThrow(PoolCheck::unauthorized);
        String pool = authorizer.providerArns().stream()
                .filter(arn -> keys.issuerOf(arn).filter(token.issuer()::equals).isPresent())
                .findFirst()
                .orElseThrow(PoolCheck::unauthorized);
        if (!verifies(pool, token)) {
            throw unauthorized();
        }
        VerifiedToken verified = new VerifiedToken(token.claims());
        verified.requireTime(clock.instant());
        if (audience.isPresent() && !isFor(audience.get(), verified.audiences())) {
            throw unauthorized();
        }
        return verified;
    }

    private boolean verifies(String pool, SignedToken token) throws GatewayFailure, InterruptedException {
        try {
            PublicKeys now = read(keys.keysOf(pool));
            return token.isSignedByOneOf(now.has(token.keyId()) ? now : read(keys.renewedKeysOf(pool)));
        } catch (UnavailableException | WrongAnswerException e) {
            throw problems.configuration(authorizer.authorizerId(), e.getMessage());
        }
    }

    private PublicKeys read(String text) throws WrongAnswerException {
        PublicKeys before = known;
        if (!before.isReadFrom(text)) {
            before = PublicKeys.read(text);
            known = before;
        }
        return before;
    }

    private boolean isFor(BoundedPattern expression, List<String> audiences) throws GatewayFailure {
        try {
            for (String each : audiences) {
                if (expression.matches(each)) {
                    return true;
                }
            }
            return false;
        } catch (BoundedPattern.GivenUpException e) {
            throw problems.configuration(
                    authorizer.authorizerId(), "the validation expression takes too long for this token");
        }
    }

    private static GatewayFailure unauthorized() {
        return new GatewayFailure(GatewayResponseType.UNAUTHORIZED);
    }
}
