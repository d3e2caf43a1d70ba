package io.millrace.core.delivery;

import io.millrace.core.delivery.DeliveryStatus.Delivered;
import io.millrace.core.delivery.stage.Stage;
import io.millrace.core.delivery.stage.StageProgress;
import io.millrace.core.delivery.stage.StageReader;
import io.millrace.core.delivery.stage.StageRunner;
import io.millrace.core.log.Checkpoint;
import io.millrace.core.log.EventLog;
import io.millrace.core.log.LogReader;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// Source record backup: a second delivery of what clients put, as it came, to a place of its own.
///
/// Source: <https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html>
final class Backup {
    /// The consumer's name in the log.
    static final String CONSUMER = "backup";

    private final EventLog log;
    private final Supplier<DeliveryStream> stream;
    private final DeliveryPorts ports;
    private final DeliveryProgress progress = new DeliveryProgress(new StageProgress());
    private final StageRunner runner;
    private final AtomicBoolean started = new AtomicBoolean();

    /// @param stream gives the delivery stream as it is now
    Backup(EventLog log, Supplier<DeliveryStream> stream, DeliveryPorts ports) {
        this.log = log;
        this.stream = stream;
        this.ports = ports;
        runner = new StageRunner(stream.get().name(), this::open, progress.stage(), ports.runner());
    }

    void start() {
        if (started.compareAndSet(false, true)) {
            runner.start();
        }
    }

    void stop() {
        runner.stop();
    }

    boolean awaitEnd() throws InterruptedException {
        return runner.awaitEnd();
    }

    StageProgress stage() {
        return progress.stage();
    }

    Delivered delivered() {
        return progress.delivered();
    }

    /// It begins where the log ended when it was enabled.
    private Stage open() {
        DeliveryStream present = stream.get();
        LogReader reader = log.reader(present.logStream(), CONSUMER);
        Checkpoint kept = reader.checkpoint();
        if (kept.openBatch().isEmpty() && kept.position() < present.backupFrom()) {
            reader.checkpoint(Checkpoint.at(present.backupFrom()));
            reader.seek(present.backupFrom());
        }
        return new Delivery(
                new StageReader(reader, present.name(), progress.stage()),
                new Delivery.Role(Intake.BACKUP, () -> DeliveryTarget.ofBackup(stream.get()), () -> false),
                ports,
                progress);
    }
}
