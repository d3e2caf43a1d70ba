package io.millrace.server;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.function.FunctionLog;
import io.millrace.core.log.EventLog;
import io.millrace.server.aws.apigateway.ApiGatewayDoor;
import io.millrace.server.aws.apigateway.ApiGatewayPorts;
import io.millrace.server.aws.apigateway.UsageCounts;
import io.millrace.server.aws.protocol.RequestIds;
import io.millrace.server.aws.protocol.RestService;
import io.millrace.server.gateway.Gateway;
import io.millrace.server.gateway.throttle.KeyInPlan;
import io.millrace.server.gateway.throttle.UsagePlans;
import io.millrace.server.http.Exchange;
import io.millrace.server.http.HttpHandler;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/// The parts that are REST APIs, by hand: a part of [Wiring] of its own.
final class GatewayWiring implements AutoCloseable {
    private final Catalog catalog;
    private final InstantSource clock;
    private final SecureRandom random;
    private final UsagePlans plans;
    private Gateway gateway;

    GatewayWiring(Catalog catalog, EventLog log, InstantSource clock, SecureRandom random) {
        this.catalog = catalog;
        this.clock = clock;
        this.random = random;
        this.plans = UsagePlans.open(catalog, log, clock, System::nanoTime);
    }

    /// API Gateway's own API.
    RestService service() {
        UsageCounts usage = (region, planId, keyId, from, to) ->
                plans.usage(region, new KeyInPlan(planId, keyId), from, to).stream()
                        .map(day ->
                                new UsageCounts.Day(day.used(), day.remaining().orElse(0L)))
                        .toList();
        return ApiGatewayDoor.service(new ApiGatewayPorts(
                catalog,
                clock,
                UUID::randomUUID,
                usage,
                (region, apiId, stage) -> gateway.forgetAuthorized(region, apiId, stage)));
    }

    /// Makes APIs answer. To be called once, before [#handle].
    ///
    /// @param aws the door to all services that lets in whoever asks
    void open(FunctionInvoker functions, HttpHandler aws, FunctionLog logs) {
        gateway = Gateway.open(new Gateway.Ports(
                catalog,
                plans,
                functions,
                aws,
                new AccessLogSink(logs, clock),
                clock,
                System::nanoTime,
                random,
                () -> UUID.fromString(RequestIds.next())));
    }

    /// Answers the exchange if it is for an API.
    boolean handle(Exchange exchange) {
        return gateway.door().handle(exchange);
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
        plans.close();
    }
}
