package io.millrace.core.delivery;

import io.millrace.core.delivery.DeliveryStatus.Delivered;
import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.delivery.stage.Stage;
import io.millrace.core.delivery.stage.StageProgress;
import io.millrace.core.delivery.stage.StageReader;
import io.millrace.core.delivery.stage.StageRunner;
import io.millrace.core.delivery.transform.Output;
import io.millrace.core.delivery.transform.Transform;
import io.millrace.core.delivery.transform.TransformProgress;
import io.millrace.core.delivery.transform.TransformStatus;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The way of records from a stream of the log into objects. Without a function it is one [Delivery] that reads the
/// input. With one it is a [Transform] that reads the input and a [Delivery] that reads its output.
///
/// Both that may read the input do so as one consumer, so that one goes on where the other was when the configuration
/// changes.
final class Lane {
    /// The consumer's name in the log.
    static final String CONSUMER = "delivery";

    private final LaneStreams streams;
    private final EventLog log;
    private final Supplier<DeliveryStream> stream;
    private final DeliveryPorts ports;
    private final DeliveryProgress direct = new DeliveryProgress(new StageProgress());
    private final TransformProgress transform = new TransformProgress(direct.stage());
    private final DeliveryProgress transformed = new DeliveryProgress(new StageProgress());
    private final StageRunner inputRunner;
    private final StageRunner outputRunner;
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean outputStarted = new AtomicBoolean();

    /// @param stream gives the delivery stream as it is now
    Lane(LaneStreams streams, EventLog log, Supplier<DeliveryStream> stream, DeliveryPorts ports) {
        this.streams = streams;
        this.log = log;
        this.stream = stream;
        this.ports = ports;
        String name = stream.get().name();
        inputRunner = new StageRunner(name, this::openInput, direct.stage(), ports.runner());
        outputRunner = new StageRunner(name, this::openOutput, transformed.stage(), ports.runner());
    }

    LaneStreams streams() {
        return streams;
    }

    void start() {
        if (started.compareAndSet(false, true)) {
            inputRunner.start();
            if (transforms() || log.extent(streams.output()).endOffset() > 0) {
                startOutput();
            }
        }
    }

    /// There is a function, so there will be an output.
    void startOutput() {
        if (started.get() && outputStarted.compareAndSet(false, true)) {
            outputRunner.start();
        }
    }

    void stop() {
        inputRunner.stop();
        outputRunner.stop();
    }

    boolean awaitEnd() throws InterruptedException {
        return inputRunner.awaitEnd() && outputRunner.awaitEnd();
    }

    Delivered delivered() {
        return direct.delivered().plus(transformed.delivered());
    }

    Map<ErrorType, Long> failures() {
        Map<ErrorType, Long> all = new EnumMap<>(direct.failures());
        transformed.failures().forEach((type, count) -> all.merge(type, count, Long::sum));
        return all;
    }

    /// Records that wait for the function, and outcomes that wait for their objects.
    long backlog() {
        return direct.stage().backlog(log.extent(streams.input()).endOffset())
                + transformed.stage().backlog(log.extent(streams.output()).endOffset());
    }

    Stream<StageProgress> stages() {
        return Stream.of(direct.stage(), transformed.stage());
    }

    /// Waits until it is known which batches must be done again, for a bounded time.
    boolean awaitBegun() throws InterruptedException {
        return (!started.get() || direct.awaitBegun()) && (!outputStarted.get() || transformed.awaitBegun());
    }

    /// Whether an error object that can be seen is never written again, once [#awaitBegun].
    boolean isSettled(String key) {
        return direct.isSettled(key) && transformed.isSettled(key);
    }

    TransformStatus function() {
        return transform.status();
    }

    private boolean transforms() {
        return stream.get().destination().processing().function().isPresent();
    }

    /// A batch that must be done again is a delivery's, whatever the configuration says now.
    Stage openInput() {
        LogReader reader = log.reader(streams.input(), CONSUMER);
        StageReader input = new StageReader(reader, stream.get().name(), direct.stage());
        Output output = new Output(log, streams.output(), streams.decoder(), () -> transformed
                .stage()
                .position());
        boolean again = reader.checkpoint().openBatch().isPresent();
        if (!again) {
            output.catchUp(input);
        }
        if (again || !transforms()) {
            return delivery(input, streams.intake(), this::transforms, direct);
        }
        direct.committing(Optional.empty());
        return new Transform(input, output, stream, ports.transform(), transform);
    }

    Stage openOutput() {
        LogReader reader = log.reader(streams.output(), CONSUMER);
        return delivery(
                new StageReader(reader, stream.get().name(), transformed.stage()),
                Intake.TRANSFORMED,
                () -> false,
                transformed);
    }

    private Stage delivery(StageReader reader, Intake intake, BooleanSupplier over, DeliveryProgress progress) {
        Delivery.Role role = new Delivery.Role(intake, () -> DeliveryTarget.ofData(stream.get()), over);
        return new Delivery(reader, role, ports, progress);
    }
}
