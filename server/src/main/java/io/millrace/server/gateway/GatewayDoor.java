package io.millrace.server.gateway;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.apigateway.GatewayResponseType;
import io.millrace.server.gateway.call.Answer;
import io.millrace.server.gateway.call.CallContext;
import io.millrace.server.gateway.call.GatewayFailure;
import io.millrace.server.gateway.call.GatewayRequest;
import io.millrace.server.gateway.call.Headers;
import io.millrace.server.gateway.live.LiveApis;
import io.millrace.server.gateway.live.LiveStage;
import io.millrace.server.gateway.live.MappedCall;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.WireText;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// REST APIs: requests to their stages. See [GatewayAddress] for how they are addressed.
///
/// The body is collected on the event loop, up to [Limit#API_BODY_BYTES]. What is small and quick (see
/// [LiveMethod#quick]) is done there too; everything else on a virtual thread for each request.
///
/// Source: <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html>
public final class GatewayDoor {
    private static final byte[] NOTHING = {};

    private final LiveApis apis;
    private final CallRunner runner;
    private final Answers answers;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    /// @param ids of requests
    GatewayDoor(LiveApis apis, CallRunner runner, Answers answers, InstantSource clock, Supplier<UUID> ids) {
        this.apis = apis;
        this.runner = runner;
        this.answers = answers;
        this.clock = clock;
        this.ids = ids;
    }

    /// Answers the exchange if it is for an API.
    ///
    /// @return whether it is
    public boolean handle(Exchange exchange) {
        Optional<GatewayAddress> address = GatewayAddress.of(exchange.host(), exchange.path());
        address.ifPresent(named -> exchange.withWholeBody(
                Limit.API_BODY_BYTES.intValue(),
                body -> exchange.onLoop(() -> quickOrBlocking(exchange, named, body)),
                () -> exchange.blocking(() -> tooLarge(exchange, named))));
        return address.isPresent();
    }

    private void quickOrBlocking(Exchange exchange, GatewayAddress address, byte[] body) {
        if (!isBegun(exchange, address, body)) {
            exchange.blocking(() -> answer(exchange, address, body));
        }
    }

    /// Most clicks are small, and what is done with them is quick: they need no thread of their own.
    private boolean isBegun(Exchange exchange, GatewayAddress address, byte[] body) {
        if (body.length > Limit.GATEWAY_QUICK_BYTES.value()) {
            return false;
        }
        Optional<LiveStage> live = apis.findReady(address.api(), address.stage());
        if (live.isEmpty() || !answers.isQuick(live.get())) {
            return false;
        }
        Optional<LiveStage.Found> found;
        MappedCall call;
        try {
            found = live.get()
                    .findReady(exchange.method(), address.path())
                    .filter(ready -> ready.method().quick().isPresent());
            if (found.isEmpty()) {
                return false;
            }
            call = call(exchange, address, live.get(), found, body);
        } catch (RequestException e) {
            return false;
        }
        return runner.begin(
                live.get(),
                found.get().method(),
                call,
                new CallRunner.Quick(exchange::onLoop, outcome -> answers.send(exchange, live.get(), call, outcome)));
    }

    private void answer(Exchange exchange, GatewayAddress address, byte[] body) throws InterruptedException {
        Optional<LiveStage> live = open(address);
        if (live.isEmpty()) {
            answers.send(exchange, plain(403, "ForbiddenException", "Forbidden"));
            return;
        }
        try {
            Optional<LiveStage.Found> found = live.get().find(exchange.method(), address.path());
            MappedCall call = call(exchange, address, live.get(), found, body);
            CallRunner.Outcome outcome = runner.run(live.get(), found, call);
            answers.send(exchange, live.get(), call, outcome);
        } catch (RequestException e) {
            answers.send(exchange, plain(400, "BadRequestException", "Bad Request"));
        }
    }

    /// An API whose endpoint is disabled answers as one that is not there.
    private Optional<LiveStage> open(GatewayAddress address) {
        return apis.find(address.api(), address.stage())
                .filter(stage -> !stage.api().settings().executeApiDisabled());
    }

    private void tooLarge(Exchange exchange, GatewayAddress address) {
        Optional<LiveStage> live = open(address);
        answers.send(
                exchange,
                live.map(stage -> Failures.answer(
                                new GatewayFailure(GatewayResponseType.REQUEST_TOO_LARGE),
                                stage.api(),
                                call(exchange, address, stage, Optional.empty(), NOTHING)))
                        .orElseGet(() -> plain(403, "ForbiddenException", "Forbidden")));
    }

    /// @throws RequestException when the query is not well-formed
    private MappedCall call(
            Exchange exchange, GatewayAddress address, LiveStage live, Optional<LiveStage.Found> found, byte[] body) {
        GatewayRequest request = new GatewayRequest(
                ids.get().toString(),
                exchange.method(),
                address.path(),
                address.stagePath(),
                found.map(LiveStage.Found::resourcePath).orElse(""),
                found.map(LiveStage.Found::pathParameters).orElse(Map.of()),
                WireText.query(exchange.query()),
                headers(exchange),
                body,
                new GatewayRequest.Peer(exchange.remoteAddress(), exchange.host(), "HTTP/1.1"),
                clock.instant());
        CallContext.Place place = new CallContext.Place(
                live.api().region(),
                live.api().apiId(),
                live.stage().name(),
                found.map(LiveStage.Found::resourceId).orElse(""));
        return MappedCall.of(
                request, new CallContext(request, place), live.stage().variables());
    }

    private static Headers headers(Exchange exchange) {
        List<Entry<String, String>> headers = new ArrayList<>();
        for (Entry<String, String> header : exchange.headers()) {
            if (!header.getKey().startsWith(":")) {
                headers.add(header);
            }
        }
        if (exchange.header("Host").isEmpty()) {
            headers.add(Map.entry("Host", exchange.host()));
        }
        return Headers.of(headers);
    }

    private Answer plain(int status, String errorType, String message) {
        return new Answer(
                status,
                Headers.of(List.of(
                        Map.entry("Content-Type", "application/json"),
                        Map.entry("x-amzn-ErrorType", errorType),
                        Map.entry("x-amzn-RequestId", ids.get().toString()))),
                ("{\"message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
