package io.millrace.server.gateway.authorize;

import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Finds out whether a caller may call a method, and who it is.
///
/// What an authorizer found out is kept for its `ttlSeconds`, by the identity that the caller showed, for each stage
/// apart; it is held against each call anew. What is kept is bounded by [Limit#GATEWAY_AUTHORIZER_RESULTS]. A change of
/// an authorizer forgets what it said.
///
/// Any thread. [#authorize] may block for as long as [Limit#GATEWAY_AUTHORIZER_SECONDS], so it is called on virtual
/// threads; [#authorizeNow] never blocks.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html>
public final class Authorizers {
    private final FunctionInvoker functions;
    private final KeySource keys;
    private final SignatureCheck signatures;
    private final InstantSource clock;
    private final VerdictCache verdicts;
    private final Problems problems = new Problems();
    private final Map<Scope, Ready> ready = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();

    /// @param functions of TOKEN and REQUEST
    /// @param keys of COGNITO_USER_POOLS
    /// @param signatures of AWS_IAM
    public Authorizers(FunctionInvoker functions, KeySource keys, SignatureCheck signatures, InstantSource clock) {
        this(functions, keys, signatures, clock, Duration.ofSeconds(Limit.GATEWAY_AUTHORIZER_SECONDS.value()));
    }

    Authorizers(
            FunctionInvoker functions, KeySource keys, SignatureCheck signatures, InstantSource clock, Duration wait) {
        this.functions = functions;
        this.keys = keys;
        this.signatures = signatures;
        this.clock = clock;
        verdicts = new VerdictCache(clock, wait);
    }

    private record Scope(String region, String apiId, String stage, Authorizer authorizer) {}

    /// @param id begins the keys of all that is kept of it
    private record Ready(String id, Check check) {}

    /// @param authorizer of the method, where it names one
    /// @throws GatewayFailure UNAUTHORIZED, ACCESS_DENIED, AUTHORIZER_FAILURE, AUTHORIZER_CONFIGURATION_ERROR;
    /// REQUEST_TOO_LARGE
    public Authorized authorize(
            Optional<Authorizer> authorizer, ApiMethod method, GatewayRequest request, StageCall call)
            throws GatewayFailure {
        return switch (method.authorization()) {
            case NONE -> Authorized.ANYONE;
            case AWS_IAM -> signatures.check(request, call);
            case CUSTOM, COGNITO_USER_POOLS -> {
                Ready asked = ready(authorizer, method, call);
                List<String> identity = asked.check().identity(request, call);
                VerdictCache.Question question = () -> asked.check().ask(identity, request, call);
                MethodArn arn = MethodArn.of(request, call);
                Verdict verdict = isKept(authorizer, identity)
                        ? verdicts.get(
                                IdentityKey.of(asked.id(), identity),
                                authorizer.orElseThrow().ttlSeconds(),
                                question)
                        : verdicts.ask(question);
                yield verdict.on(method, arn, clock.instant());
            }
        };
    }

    /// As [#authorize], when nobody has to be asked for it; empty when somebody has.
    public Optional<Authorized> authorizeNow(
            Optional<Authorizer> authorizer, ApiMethod method, GatewayRequest request, StageCall call)
            throws GatewayFailure {
        return switch (method.authorization()) {
            case NONE -> Optional.of(Authorized.ANYONE);
            case AWS_IAM -> Optional.empty();
            case CUSTOM, COGNITO_USER_POOLS -> {
                Ready asked = ready(authorizer, method, call);
                List<String> identity = asked.check().identity(request, call);
                Optional<Verdict> kept = isKept(authorizer, identity)
                        ? verdicts.find(IdentityKey.of(asked.id(), identity))
                        : Optional.empty();
                yield kept.isPresent()
                        ? Optional.of(kept.get().on(method, MethodArn.of(request, call), clock.instant()))
                        : Optional.empty();
            }
        };
    }

    /// Forgets all that the authorizers of a stage have said: FlushStageAuthorizersCache.
    public void flush(String region, String apiId, String stage) {
        ready.forEach((scope, made) -> {
            if (scope.region().equals(region)
                    && scope.apiId().equals(apiId)
                    && scope.stage().equals(stage)) {
                ready.remove(scope);
                verdicts.forget(made.id());
            }
        });
    }

    private static boolean isKept(Optional<Authorizer> authorizer, List<String> identity) {
        return authorizer.isPresent() && authorizer.get().ttlSeconds() > 0 && !identity.isEmpty();
    }

    private Ready ready(Optional<Authorizer> authorizer, ApiMethod method, StageCall call) throws GatewayFailure {
        if (authorizer.isEmpty()) {
            throw problems.configuration(
                    method.authorizerId().orElse("(none)"),
                    "a method of API " + call.apiId() + " needs it, and there is none");
        }
        Scope scope = new Scope(call.region(), call.apiId(), call.stage(), authorizer.get());
        Ready made = ready.get(scope);
        if (made == null) {
            if (ready.size() >= Limit.GATEWAY_AUTHORIZERS.value()) {
                ready.clear();
            }
            Ready mine = new Ready(ids.incrementAndGet() + "/", check(authorizer.get()));
            made = ready.computeIfAbsent(scope, any -> mine);
        }
        return made;
    }

    private Check check(Authorizer authorizer) throws GatewayFailure {
        try {
            return switch (authorizer.type()) {
                case TOKEN, REQUEST -> new FunctionCheck(authorizer, functions, problems);
                case COGNITO_USER_POOLS -> new PoolCheck(authorizer, keys, clock, problems);
            };
        } catch (WrongAnswerException e) {
            throw problems.configuration(authorizer.authorizerId(), e.getMessage());
        }
    }
}
