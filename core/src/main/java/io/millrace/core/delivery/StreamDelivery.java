package io.millrace.core.delivery;

import io.millrace.core.delivery.record.ErrorType;
import io.millrace.core.delivery.redrive.Redrive;
import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.delivery.stage.StageProgress;
import io.millrace.core.delivery.transform.TransformStatus;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.log.EventLog;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// All that is under way for one delivery stream: its lane, a second one for records that are put again from error
/// objects, and the backup of source records. Each begins when there is work for it.
///
/// The catalog's thread starts, updates and stops it; any may ask for the status.
final class StreamDelivery {
    private final EventLog log;
    private final DeliveryPorts ports;
    private final Lane main;
    private final Lane redrive;
    private final Backup backup;
    private final AtomicBoolean redriving = new AtomicBoolean();
    private volatile DeliveryStream stream;

    StreamDelivery(EventLog log, DeliveryStream stream, DeliveryPorts ports) {
        this.log = log;
        this.ports = ports;
        this.stream = stream;
        main = new Lane(LaneStreams.ofPut(stream.logStream()), log, () -> this.stream, ports);
        redrive = new Lane(LaneStreams.ofRedriven(stream.logStream()), log, () -> this.stream, ports);
        backup = new Backup(log, () -> this.stream, ports);
    }

    void start() {
        main.start();
        if (log.extent(redrive.streams().input()).endOffset() > 0) {
            redrive.start();
        }
        update(stream);
    }

    /// Takes effect within [io.millrace.core.limit.Limit#DELIVERY_WAIT_MILLIS].
    void update(DeliveryStream changed) {
        stream = changed;
        if (changed.destination().processing().function().isPresent()) {
            main.startOutput();
            redrive.startOutput();
        }
        if (changed.destination().backup().isPresent()) {
            backup.start();
        }
    }

    /// Puts the records of error objects again; see [Redrive].
    ///
    /// @throws RequestException `ResourceInUseException` when that is being done already
    RedriveProgress redrive(Consumer<RedriveProgress> progress) {
        if (!redriving.compareAndSet(false, true)) {
            throw new RequestException(
                    "ResourceInUseException", "The records of " + stream.name() + " are being redriven already");
        }
        try {
            redrive.start();
            awaitBegun();
            Instant now = ports.clock().instant();
            return new Redrive(log, ports.store(), stream, redrive.streams().input(), this::isSettled)
                    .run(now, progress);
        } finally {
            redriving.set(false);
        }
    }

    private void awaitBegun() {
        try {
            if (!main.awaitBegun() || !redrive.awaitBegun()) {
                throw new UnavailableException("The deliveries of " + stream.name() + " have not begun yet");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted before the deliveries of " + stream.name() + " began", e);
        }
    }

    /// An error object of a batch that is not done is written again; redriven before, it would be twice.
    private boolean isSettled(String key) {
        return main.isSettled(key) && redrive.isSettled(key);
    }

    DeliveryStream stream() {
        return stream;
    }

    /// Names of its streams of the log.
    List<String> logStreams() {
        List<String> all = new ArrayList<>(main.streams().all());
        all.addAll(redrive.streams().all());
        return all;
    }

    void stop() {
        main.stop();
        redrive.stop();
        backup.stop();
    }

    /// @return whether all has ended in time
    boolean awaitEnd() throws InterruptedException {
        return main.awaitEnd() && redrive.awaitEnd() && backup.awaitEnd();
    }

    DeliveryStatus status() {
        List<Lane> lanes = List.of(main, redrive);
        List<StageProgress> stages = Stream.concat(lanes.stream().flatMap(Lane::stages), Stream.of(backup.stage()))
                .toList();
        Map<ErrorType, Long> failures = new EnumMap<>(ErrorType.class);
        lanes.forEach(lane -> lane.failures().forEach((type, count) -> failures.merge(type, count, Long::sum)));
        boolean transforms = stream.destination().processing().function().isPresent();
        return new DeliveryStatus(
                main.delivered().plus(redrive.delivered()),
                failures,
                main.backlog() + redrive.backlog(),
                stages.stream()
                        .mapToLong(stage -> stage.oldestMillis(ports.clock().millis()))
                        .max()
                        .orElse(0),
                stages.stream().mapToLong(StageProgress::openBytes).sum(),
                stages.stream().mapToLong(StageProgress::corruptRecords).sum(),
                stages.stream().mapToLong(StageProgress::droppedRecords).sum(),
                transforms ? Optional.of(function()) : Optional.empty(),
                stream.destination().backup().map(ignored -> backup.delivered()),
                stages.stream().flatMap(stage -> stage.trouble().stream()).findFirst());
    }

    private TransformStatus function() {
        return main.function().plus(redrive.function());
    }
}
