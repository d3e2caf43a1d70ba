package io.millrace.core.invoke.event;

import io.millrace.core.catalog.CatalogListener;
import io.millrace.core.catalog.Changes;
import io.millrace.core.fault.RequestException;
import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.invoke.EventQueue;
import io.millrace.core.limit.Limit;
import io.millrace.core.resource.Resource;
import io.millrace.core.resource.ResourceId;
import io.millrace.core.resource.lambda.EventStream;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.resource.lambda.LambdaFunction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Event invocations: what is accepted is durable in the log before the caller hears of it, and a consumer for each
/// function that ever got an event runs it, at least once, until it succeeds or is given up.
///
/// Any thread. To start: let the catalog tell it of everything ([io.millrace.core.catalog.Catalog#listen]), then
/// [#discardForgotten].
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html>
public final class EventInvocations implements EventQueue, CatalogListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventInvocations.class);

    private static final Changes NO_CHANGES = new Changes(List.of(), List.of());

    private final EventPorts ports;
    private final EventDestinations destinations;
    private final Map<String, EventRunner> byLogStream = new ConcurrentHashMap<>();

    public EventInvocations(EventPorts ports) {
        this.ports = ports;
        this.destinations = new EventDestinations(ports, this);
    }

    @Override
    public CompletableFuture<Void> accept(RunnableFunction function, Invocation invocation) {
        if (invocation.payload().length > Limit.FUNCTION_EVENT_BYTES.value()) {
            throw new RequestException(
                    "RequestTooLargeException",
                    invocation.payload().length + " byte payload is too large for the Event invocation type (limit "
                            + Limit.FUNCTION_EVENT_BYTES.value() + " bytes)");
        }
        EventStream stream = stream(function);
        QueuedEvent event = new QueuedEvent(
                invocation.requestId(),
                FunctionReference.parse(function.region(), invocation.invokedArn())
                        .qualifier(),
                invocation.traceHeader(),
                ports.clock().millis(),
                invocation.payload());
        return ports.log()
                .append(stream.logStream(), List.of(event.write()))
                .thenAccept(appended ->
                        Optional.ofNullable(byLogStream.get(stream.logStream())).ifPresent(EventRunner::accepted));
    }

    /// Where the events of a function lie; from its first event on.
    private EventStream stream(RunnableFunction function) {
        ResourceId id = EventStream.id(function.region(), function.name());
        return find(id).orElseGet(() -> {
            ports.catalog().apply(() -> {
                boolean exists = ports.catalog()
                        .find(LambdaFunction.class, LambdaFunction.id(function.region(), function.name()))
                        .isPresent();
                if (!exists) {
                    throw RequestException.notFound("Function not found: " + function.functionArn());
                }
                return find(id).isPresent()
                        ? NO_CHANGES
                        : Changes.put(EventStream.create(
                                function.region(), function.name(), ports.ids().get()));
            });
            return find(id).orElseThrow(
                            () -> RequestException.notFound("Function not found: " + function.functionArn()));
        });
    }

    private Optional<EventStream> find(ResourceId id) {
        return ports.catalog().find(EventStream.class, id);
    }

    @Override
    public void put(Resource resource) {
        if (resource instanceof EventStream stream && !byLogStream.containsKey(stream.logStream())) {
            EventRunner runner = new EventRunner(stream, ports, destinations);
            byLogStream.put(stream.logStream(), runner);
            runner.start();
        }
    }

    /// Ends the running of events and discards those that have not run; in the background.
    @Override
    public void removed(Resource resource) {
        if (resource instanceof EventStream stream) {
            EventRunner runner = byLogStream.remove(stream.logStream());
            if (runner != null) {
                runner.stop(false);
                Thread.startVirtualThread(() -> discard(runner));
            }
        }
    }

    /// Deletes logs of functions that are not there any more: those that were being deleted when the program ended. To
    /// be called once, after the catalog has told of every resource.
    public void discardForgotten() {
        for (String name : ports.log().streams()) {
            if (name.startsWith(EventStream.LOG_PREFIX) && !byLogStream.containsKey(name)) {
                ports.log().delete(name);
            }
        }
    }

    /// How the events of each function stand that ever got one, by region and name.
    public Map<ResourceId, EventStatus> statuses() {
        Map<ResourceId, EventStatus> all =
                new TreeMap<>(Comparator.comparing(ResourceId::region).thenComparing(ResourceId::name));
        byLogStream
                .values()
                .forEach(runner -> all.put(
                        LambdaFunction.id(
                                runner.stream().region(), runner.stream().function()),
                        runner.status()));
        return all;
    }

    /// Begins no more events, lets those that run end for [Limit#FUNCTION_EVENT_STOP_SECONDS], and keeps what is
    /// finished; the rest is still in the log.
    @Override
    public void close() {
        List<EventRunner> all = List.copyOf(byLogStream.values());
        all.forEach(runner -> runner.stop(true));
        all.forEach(EventInvocations::awaitEnd);
        byLogStream.clear();
    }

    private void discard(EventRunner runner) {
        awaitEnd(runner);
        try {
            ports.log().delete(runner.stream().logStream());
        } catch (RuntimeException e) {
            LOG.warn(
                    "{}: its events could not be deleted, and will be at the next start",
                    runner.stream().function(),
                    e);
        }
    }

    private static void awaitEnd(EventRunner runner) {
        try {
            if (!runner.awaitEnd()) {
                LOG.warn("{}: its events did not end in time", runner.stream().function());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
