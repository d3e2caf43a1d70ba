package io.millrace.server;

import io.millrace.backends.function.LocalCode;
import io.millrace.backends.function.ProcessRunner;
import io.millrace.core.catalog.Catalog;
import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.function.FunctionAccess;
import io.millrace.core.function.FunctionLog;
import io.millrace.core.function.FunctionRunner;
import io.millrace.core.invoke.Functions;
import io.millrace.core.invoke.event.EventInvocations;
import io.millrace.core.invoke.event.EventPorts;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.lambda.LambdaFunction;
import io.millrace.core.store.ObjectStore;
import io.millrace.server.admin.FunctionStatuses;
import io.millrace.server.aws.lambda.LambdaDoor;
import io.millrace.server.aws.lambda.LambdaPorts;
import io.millrace.server.aws.protocol.Authenticator;
import io.millrace.server.aws.protocol.RestService;
import io.millrace.server.functionurl.FunctionUrlDoor;
import io.millrace.server.functionurl.FunctionUrls;
import io.millrace.server.http.EventLoops;
import io.millrace.server.http.HttpHandler;
import io.millrace.server.intercept.FunctionNetwork;
import io.millrace.server.runtime.RuntimeApiDoor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;

/// The parts that run functions, by hand: a part of [Wiring] of its own.
final class FunctionWiring implements AutoCloseable {
    private static final int LINK_SECRET_BYTES = 32;

    private final Base base;
    private final FunctionNetwork network;
    private final LocalCode code;
    private final ProcessRunner runner;
    private final Functions functions;
    private final EventInvocations events;
    private final FunctionUrls urls = new FunctionUrls();

    /// What functions stand on.
    ///
    /// @param functionLog takes what functions print
    /// @param key what functions sign with
    record Base(
            StartOptions options,
            EventLog log,
            Catalog catalog,
            ObjectStore store,
            FunctionLog functionLog,
            EventLoops loops,
            FunctionAccess.Credentials key,
            InstantSource clock,
            SecureRandom random) {}

    FunctionWiring(Base base) {
        this.base = base;
        Executor workers = work -> Thread.ofVirtual().name("event").start(work);
        network = new FunctionNetwork(base.loops(), base.options().data(), base.key(), base.clock(), base.random());
        try {
            code = new LocalCode(base.options().data().resolve("functions"), LocalCode.unpacker());
            code.retain(Functions.codeInUse(base.catalog()));
            runner = new ProcessRunner(
                    base.options().data().resolve("functions"),
                    code,
                    new ProcessRunner.Ports(
                            new RuntimeApiDoor(base.loops()), base.functionLog(), network, base.clock(), base.random()),
                    base.options().functionsUser());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder of functions cannot be used: " + e.getMessage(), e);
        }
        functions = new Functions(base.catalog(), runner, base.random(), UUID::randomUUID);
        events = new EventInvocations(new EventPorts(
                base.log(),
                base.catalog(),
                functions,
                base.store(),
                base.clock(),
                base.random(),
                UUID::randomUUID,
                workers));
    }

    Functions functions() {
        return functions;
    }

    FunctionRunner runner() {
        return runner;
    }

    FunctionStatuses statuses() {
        return new FunctionStatuses(base.catalog(), runner::stats, events::statuses);
    }

    RestService service() {
        byte[] linkSecret = new byte[LINK_SECRET_BYTES];
        base.random().nextBytes(linkSecret);
        return LambdaDoor.service(
                new LambdaPorts(
                        base.catalog(), functions, runner, code, base.store(), events, base.clock(), UUID::randomUUID),
                linkSecret);
    }

    /// A handler that answers for the hosts of function URLs, and leaves the rest to another.
    HttpHandler urlsBefore(HttpHandler rest, Authenticator authenticator) {
        FunctionUrlDoor door = new FunctionUrlDoor(urls, functions, base.catalog(), authenticator, base.clock());
        return exchange -> {
            if (!door.handle(exchange)) {
                rest.handle(exchange);
            }
        };
    }

    /// Lets events that were accepted before go on.
    void start() {
        base.catalog().listen(urls);
        base.catalog().listen(events);
        events.discardForgotten();
    }

    /// Says what functions reach. To be called once, when the program listens.
    void serve(int port, HttpHandler door) {
        network.serve(base.options().host(), port, door);
        base.catalog().listen(new FirstFunction());
    }

    @Override
    public void close() {
        events.close();
        runner.close();
        network.close();
    }

    /// Has the network of functions made as soon as there is a function: the first of its calls need not wait for it.
    private final class FirstFunction implements CatalogListener {
        @Override
        public void put(Resource resource) {
            if (resource instanceof LambdaFunction) {
                network.prepare();
            }
        }

        @Override
        public void removed(Resource resource) {
            // It stays: there may be others.
        }
    }
}
