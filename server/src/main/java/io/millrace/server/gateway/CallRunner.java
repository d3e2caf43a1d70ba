package io.millrace.server.gateway;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.authorize.Authorized;
import io.millrace.server.gateway.authorize.Authorizers;
import io.millrace.server.gateway.authorize.StageCall;
import io.millrace.server.gateway.backend.BackendAnswer;
import io.millrace.server.gateway.backend.BackendRequest;
import io.millrace.server.gateway.call.Answer;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.live.LiveMethod;
import io.millrace.server.gateway.live.LiveStage;
import io.millrace.server.gateway.live.MappedCall;
import io.millrace.server.gateway.throttle.Admission;
import io.millrace.server.http.Response;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Takes a request through a stage: who calls, whether they may and how often, whether the request is well-formed, what
/// it
/// becomes, what is answered. Any thread; blocks.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-data-transformations.html>
final class CallRunner {
    private final Authorizers authorizers;
    private final Admission admission;
    private final InstantSource clock;

    CallRunner(Authorizers authorizers, Admission admission, InstantSource clock) {
        this.authorizers = authorizers;
        this.admission = admission;
        this.clock = clock;
    }

    /// What a stage answers, whole or as it comes.
    sealed interface Outcome {
        /// An answer in memory.
        record Whole(Answer answer) implements Outcome {}

        /// An integration's answer, to be handed on as it comes.
        ///
        /// @param first of its body; all of it when less than [Limit#OBJECT_BUFFER_BYTES]
        record Passed(BackendAnswer answer, byte[] first) implements Outcome {}
    }

    /// How an outcome is given that nobody waits for.
    ///
    /// @param loop where
    /// @param then to whom
    record Quick(Executor loop, Consumer<Outcome> then) {}

    /// @param found the method; none when there is none
    Outcome run(LiveStage live, Optional<LiveStage.Found> found, MappedCall call) throws InterruptedException {
        try {
            return run(live, found.orElseThrow(CallRunner::noMethod).method(), call);
        } catch (GatewayFailure failure) {
            return new Outcome.Whole(Failures.answer(failure, live.api(), call));
        }
    }

    /// As [#run] from an event loop, without waiting, where nothing has to be asked first.
    ///
    /// @param method one that is [LiveMethod#quick]
    /// @param quick how the outcome is given
    /// @return false when it must be [#run]; nothing has happened then
    boolean begin(LiveStage live, LiveMethod method, MappedCall call, Quick quick) {
        try {
            Optional<Authorized> caller = authorizedNow(live, method.method(), call);
            if (caller.isEmpty()) {
                return false;
            }
            admitted(live, method.method(), call, caller.get());
            method.checks().check(call);
            long begun = clock.millis();
            method.quick().orElseThrow().ask(method.request().map(call)).whenComplete((answer, late) -> quick.loop()
                    .execute(() -> quick.then().accept(outcome(live, method, call, begun, answer))));
        } catch (GatewayFailure failure) {
            quick.then().accept(new Outcome.Whole(Failures.answer(failure, live.api(), call)));
        }
        return true;
    }

    /// @param answer none when it did not come in time
    private Outcome outcome(LiveStage live, LiveMethod method, MappedCall call, long begun, Response answer) {
        try {
            if (answer == null) {
                throw new GatewayFailure(GatewayResponseType.INTEGRATION_TIMEOUT);
            }
            return answered(method, call, begun, method.quick().orElseThrow().answered(answer));
        } catch (GatewayFailure failure) {
            return new Outcome.Whole(Failures.answer(failure, live.api(), call));
        }
    }

    private static GatewayFailure noMethod() {
        return new GatewayFailure(GatewayResponseType.MISSING_AUTHENTICATION_TOKEN);
    }

    private Outcome run(LiveStage live, LiveMethod method, MappedCall call)
            throws GatewayFailure, InterruptedException {
        Authorized caller = authorized(live, method.method(), call);
        admitted(live, method.method(), call, caller);
        method.checks().check(call);
        BackendRequest request = method.request().map(call);
        long begun = clock.millis();
        return answered(method, call, begun, method.backend().call(request));
    }

    private Outcome answered(LiveMethod method, MappedCall call, long begun, BackendAnswer answer)
            throws GatewayFailure {
        call.context().put("integrationLatency", clock.millis() - begun);
        call.context().put("integration.status", answer.status());
        return method.answers().passesOn()
                ? new Outcome.Passed(answer, first(answer))
                : new Outcome.Whole(method.answers().map(answer, call));
    }

    /// An answer that breaks off before anything of it was handed on is a failure like any other.
    private static byte[] first(BackendAnswer answer) throws GatewayFailure {
        try {
            return answer.body().readNBytes(Limit.OBJECT_BUFFER_BYTES.intValue());
        } catch (SocketTimeoutException e) {
            throw new GatewayFailure(GatewayResponseType.INTEGRATION_TIMEOUT);
        } catch (IOException e) {
            throw new GatewayFailure(GatewayResponseType.INTEGRATION_FAILURE);
        }
    }

    private Authorized authorized(LiveStage live, ApiMethod method, MappedCall call) throws GatewayFailure {
        Authorized caller = authorizers.authorize(authorizer(live, method), method, call.request(), where(live, call));
        caller.variables().forEach(call.context()::put);
        return caller;
    }

    private Optional<Authorized> authorizedNow(LiveStage live, ApiMethod method, MappedCall call)
            throws GatewayFailure {
        Optional<Authorizer> authorizer = authorizer(live, method);
        if (authorizer.flatMap(Authorizer::validationExpression).isPresent()) {
            return Optional.empty();
        }
        Optional<Authorized> caller = authorizers.authorizeNow(authorizer, method, call.request(), where(live, call));
        caller.ifPresent(known -> known.variables().forEach(call.context()::put));
        return caller;
    }

    private static Optional<Authorizer> authorizer(LiveStage live, ApiMethod method) {
        return method.authorizerId().map(live.api().authorizers()::get);
    }

    private static StageCall where(LiveStage live, MappedCall call) {
        return new StageCall(
                live.api().region(),
                live.api().apiId(),
                live.stage().name(),
                call.context().find("resourceId").orElse(""),
                live.stage().variables());
    }

    private void admitted(LiveStage live, ApiMethod method, MappedCall call, Authorized caller) throws GatewayFailure {
        Optional<String> shown = Admission.shownKey(live.api().settings(), call.request(), caller.usageIdentifierKey());
        Optional<ApiKey> key =
                admission.admit(live.stage(), method, call.request().resourcePath(), shown);
        key.ifPresent(known -> {
            call.context().put("identity.apiKey", known.value());
            call.context().put("identity.apiKeyId", known.keyId());
        });
    }
}
