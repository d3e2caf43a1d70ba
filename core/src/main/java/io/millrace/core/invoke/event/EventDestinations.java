package io.millrace.core.invoke.event;

import io.millrace.core.function.Invocation;
import io.millrace.core.function.RunnableFunction;
import io.millrace.core.invoke.EventQueue;
import io.millrace.core.resource.Arn;
import io.millrace.core.resource.lambda.EventStream;
import io.millrace.core.resource.lambda.FunctionReference;
import io.millrace.core.store.ObjectHeaders;
import io.millrace.core.store.ObjectWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/// Takes records of events to where they are to go: into another function's queue, or into a bucket. Any thread;
/// blocks.
///
/// Source: <https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html>
final class EventDestinations {
    private static final String BUCKET = Arn.bucket("");
    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("uuuu/MM/dd/").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);
    private static final ObjectHeaders JSON = new ObjectHeaders("application/json", Map.of(), Optional.empty());

    private final EventPorts ports;
    private final EventQueue queue;

    EventDestinations(EventPorts ports, EventQueue queue) {
        this.ports = ports;
        this.queue = queue;
    }

    /// Durable when it returns.
    ///
    /// @throws io.millrace.core.fault.RequestException when the destination is not there
    /// @throws io.millrace.core.fault.UnavailableException when it cannot take it now
    void tell(EventStream stream, OpenEvent.Report report) {
        if (report.destination().startsWith(BUCKET)) {
            write(report.destination().substring(BUCKET.length()), key(stream), report.record());
        } else {
            call(FunctionReference.parse(stream.region(), report.destination()), report.record());
        }
    }

    private String key(EventStream stream) {
        Instant now = ports.clock().instant();
        return "aws/lambda/async/" + stream.function() + "/" + FOLDER.format(now) + TIME.format(now) + "-"
                + ports.ids().get();
    }

    private void write(String bucket, String key, byte[] record) {
        try (ObjectWriter writer = ports.store().writer(bucket, key, JSON)) {
            writer.write(record);
            writer.commit();
        }
    }

    private void call(FunctionReference reference, byte[] record) {
        RunnableFunction function = ports.functions().resolve(reference);
        try {
            queue.accept(function, Invocation.of(ports.ids().get().toString(), reference.arn(), record))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
