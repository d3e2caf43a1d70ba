package io.millrace.server.gateway;

import io.millrace.core.catalog.Catalog;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.server.gateway.authorize.Authorizers;
import io.millrace.server.gateway.authorize.KeySource;
import io.millrace.server.gateway.authorize.SignatureCheck;
import io.millrace.server.gateway.backend.HttpClients;
import io.millrace.server.gateway.live.LiveApis;
import io.millrace.server.gateway.live.LiveParts;
import io.millrace.server.gateway.throttle.Admission;
import io.millrace.server.gateway.throttle.Throttles;
import io.millrace.server.gateway.throttle.UsagePlans;
import io.millrace.server.http.HttpHandler;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// REST APIs: all that is behind their addresses.
public final class Gateway implements AutoCloseable {
    private final HttpClients http;
    private final Authorizers authorizers;
    private final GatewayDoor door;

    /// What it stands on.
    ///
    /// @param plans count how often API keys are used
    /// @param functions of authorizers
    /// @param aws the door of AWS's APIs, which lets in whoever asks
    /// @param accessLog where access logs go
    /// @param clock the wall clock
    /// @param nanos a clock that only goes on
    /// @param random for TLS
    /// @param ids of requests; made for each, so they should be cheap
    public record Ports(
            Catalog catalog,
            UsagePlans plans,
            FunctionInvoker functions,
            HttpHandler aws,
            AccessLogs.Sink accessLog,
            InstantSource clock,
            LongSupplier nanos,
            SecureRandom random,
            Supplier<UUID> ids) {}

    private Gateway(Ports ports) {
        http = new HttpClients(ports.random());
        LiveApis apis = new LiveApis(ports.catalog(), new LiveParts(ports.aws(), http));
        ports.catalog().listen(apis);
        authorizers = new Authorizers(ports.functions(), KeySource.NONE, SignatureCheck.REFUSED, ports.clock());
        CallRunner runner = new CallRunner(
                authorizers,
                new Admission(ports.plans(), new Throttles(Optional.empty(), ports.nanos())),
                ports.clock());
        Answers answers = new Answers(new AccessLogs(ports.accessLog()), ports.clock());
        door = new GatewayDoor(apis, runner, answers, ports.clock(), ports.ids());
    }

    public static Gateway open(Ports ports) {
        return new Gateway(ports);
    }

    public GatewayDoor door() {
        return door;
    }

    /// Forgets what the authorizers of a stage have answered.
    public void forgetAuthorized(String region, String apiId, String stage) {
        authorizers.flush(region, apiId, stage);
    }

    @Override
    public void close() {
        http.close();
    }
}
