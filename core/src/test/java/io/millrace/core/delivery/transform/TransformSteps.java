package io.millrace.core.delivery.transform;

import io.millrace.core.delivery.TestStreams;
import io.millrace.core.delivery.record.RecordError;
import io.millrace.core.delivery.record.SourceRecord;
import io.millrace.core.delivery.record.TransformedRecord;
import io.millrace.core.delivery.record.TransformedRecord.Outcome;
import io.millrace.core.delivery.stage.StageProgress;
import io.millrace.core.delivery.stage.StageReader;
import io.millrace.core.log.LogReader;
import io.millrace.core.log.MemoryLog;
import io.millrace.core.record.LogRecord;
import io.millrace.core.resource.firehose.DeliveryStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Executor;

/// A transformation of a log in memory, by a function that answers as it was told, with a clock that the test moves.
final class TransformSteps {
    static final String ARN = "arn:aws:lambda:eu-west-1:000000000000:function:enrich";
    private static final String OUTPUT = "out";
    private static final String CONSUMER = "delivery";

    final MemoryLog log = new MemoryLog(() -> this.now);
    final ToldFunction function = new ToldFunction();
    final StageProgress stage = new StageProgress();
    final TransformProgress progress = new TransformProgress(stage);

    /// What runs calls; `Runnable::run` for those that are to be over when they were begun.
    Executor calls = TransformPorts.THREADS;

    private Instant now = TestStreams.START;
    private DeliveryStream stream;
    private long invocations;
    private Transform transform;

    /// @param parameters of the processor beside the ARN, names and values in turn
    static TransformSteps open(String members, String... parameters) {
        TransformSteps steps = new TransformSteps();
        steps.change(members + (members.isEmpty() ? "" : ", ") + processing(lambda(parameters)));
        steps.reopen();
        return steps;
    }

    /// A processing configuration of these processors.
    static String processing(String... processors) {
        return "'ProcessingConfiguration': {'Enabled': true, 'Processors': [" + String.join(",", processors) + "]}";
    }

    static String lambda(String... parameters) {
        StringBuilder all = new StringBuilder("{'ParameterName': 'LambdaArn', 'ParameterValue': '" + ARN + "'}");
        for (int i = 0; i < parameters.length; i += 2) {
            all.append(", {'ParameterName': '%s', 'ParameterValue': '%s'}".formatted(parameters[i], parameters[i + 1]));
        }
        return "{'Type': 'Lambda', 'Parameters': [" + all + "]}";
    }

    void change(String members) {
        stream = stream == null
                ? TestStreams.stream(members)
                : stream.withDestination(TestStreams.destination(members), now, 0);
    }

    /// What the next process does.
    void reopen() {
        LogReader reader = log.reader(stream.logStream(), CONSUMER);
        StageReader input = new StageReader(reader, stream.name(), stage);
        Output output = new Output(log, OUTPUT, SourceRecord::put, () -> 0);
        output.catchUp(input);
        transform = new Transform(
                input,
                output,
                () -> stream,
                new TransformPorts(
                        function, () -> now, new SplittableRandom(1), () -> new UUID(7, ++invocations), calls),
                progress);
    }

    Transform transform() {
        return transform;
    }

    void append(String... records) {
        append(Arrays.stream(records)
                .map(record -> record.getBytes(StandardCharsets.UTF_8))
                .toList());
    }

    void append(List<byte[]> records) {
        log.append(stream.logStream(), records).join();
    }

    /// Makes records unreadable, from an offset to before another.
    void corrupt(long offset, long resumeOffset) {
        log.corrupt(stream.logStream(), offset, resumeOffset);
    }

    void step() throws InterruptedException {
        transform.step(Duration.ZERO);
    }

    void steps(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            step();
        }
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    Instant now() {
        return now;
    }

    /// Steps, each as soon as it is due.
    void rested(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            later(transform.pause());
            step();
        }
    }

    /// The offset before which the input is worked through.
    long position() {
        return log.checkpoint(stream.logStream(), CONSUMER).position();
    }

    List<TransformedRecord> outcomes() throws InterruptedException {
        try (LogReader viewer = log.viewer(OUTPUT, 0)) {
            return viewer.poll(100_000, Long.MAX_VALUE, Duration.ZERO).stream()
                    .map(LogRecord::data)
                    .map(TransformedRecord::read)
                    .toList();
        }
    }

    /// Of outcomes that are to be delivered, what they hold.
    List<String> delivered() throws InterruptedException {
        return outcomes().stream()
                .filter(outcome -> outcome.outcome() instanceof Outcome.Ok)
                .map(TransformSteps::text)
                .toList();
    }

    List<RecordError> errors() throws InterruptedException {
        return outcomes().stream()
                .map(TransformedRecord::outcome)
                .filter(Outcome.Failed.class::isInstance)
                .map(outcome -> ((Outcome.Failed) outcome).error())
                .toList();
    }

    static String text(TransformedRecord outcome) {
        return new String(outcome.data(), StandardCharsets.UTF_8);
    }
}
