package io.millrace.core.delivery;

import io.millrace.core.delivery.record.SourceRecord;
import io.millrace.core.record.LogRecord;
import java.util.List;
import java.util.function.Function;

/// The streams of the log that one lane of a delivery stream runs through.
///
/// @param input where records come in
/// @param output where a function's outcomes lie, when there is one
/// @param intake what the records of the input are, to a delivery
/// @param decoder what they are, to a transformation
record LaneStreams(String input, String output, Intake intake, Function<LogRecord, SourceRecord> decoder) {
    private static final String OUTPUT = ".t";
    private static final String REDRIVEN = ".r";

    /// Of what clients put.
    static LaneStreams ofPut(String logStream) {
        return new LaneStreams(logStream, logStream + OUTPUT, Intake.PUT, SourceRecord::put);
    }

    /// Of what is put again from error objects.
    static LaneStreams ofRedriven(String logStream) {
        String input = logStream + REDRIVEN;
        return new LaneStreams(input, input + OUTPUT, Intake.REDRIVEN, SourceRecord::redriven);
    }

    List<String> all() {
        return List.of(input, output);
    }
}
