package io.millrace.server.gateway;

import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.ApiKey;
import io.millrace.core.resource.apigateway.ApiMethod;
import io.millrace.core.resource.apigateway.Authorizer;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.core.resource.apigateway.RestApi;
import io.millrace.core.resource.apigateway.Stage;
import io.millrace.server.gateway.authorize.Authorized;
import io.millrace.server.gateway.authorize.Authorizers;
import io.millrace.server.gateway.authorize.StageCall;
import io.millrace.server.gateway.backend.BackendAnswer;
import io.millrace.server.gateway.backend.BackendRequest;
import io.millrace.server.gateway.call.Answer;
import io.millrace.server.gateway.call.CallContext;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import io.millrace.server.gateway.live.LiveMethod;
import io.millrace.server.gateway.live.LiveStage;
import io.millrace.server.gateway.live.MappedCall;
import io.millrace.server.gateway.throttle.Admission;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.Optional;

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

    /// @param found the method; none when there is none
    Outcome run(LiveStage live, Optional<LiveStage.Found> found, MappedCall call) throws InterruptedException {
        try {
            return run(live, found.orElseThrow(CallRunner::noMethod).method(), call);
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
        BackendAnswer answer = method.backend().call(request);
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
        RestApi api = live.api();
        Stage stage = live.stage();
        CallContext context = call.context();
        GatewayRequest request = call.request();
        Optional<Authorizer> authorizer = method.authorizerId().map(api.authorizers()::get);
        StageCall where = new StageCall(
                api.region(),
                api.apiId(),
                stage.name(),
                context.find("resourceId").orElse(""),
                stage.variables());
        Authorized caller = authorizers.authorize(authorizer, method, request, where);
        caller.variables().forEach(context::put);
        return caller;
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
