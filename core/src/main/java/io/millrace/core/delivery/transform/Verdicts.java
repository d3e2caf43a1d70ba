package io.millrace.core.delivery.transform;

import io.millrace.core.delivery.record.RecordError;
import io.millrace.core.delivery.record.RecordError.Attempt;
import io.millrace.core.delivery.record.TransformedRecord;
import io.millrace.core.delivery.record.TransformedRecord.Outcome;
import io.millrace.core.delivery.transform.FunctionAnswer.Verdict;
import io.millrace.core.delivery.transform.FunctionEvent.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a function's answer into what is delivered, record by record in the order of the source.
final class Verdicts {
    private Verdicts() {}

    /// Less those that the function dropped.
    static List<TransformedRecord> of(List<Part> parts, FunctionAnswer answer, Attempt attempt) {
        List<TransformedRecord> outcomes = new ArrayList<>(parts.size());
        for (Part part : parts) {
            one(part, answer, attempt).ifPresent(outcomes::add);
        }
        return outcomes;
    }

    /// All of them failed.
    static List<TransformedRecord> failed(List<Part> parts, String code, String message, Attempt attempt) {
        RecordError error = RecordError.function(code, message, attempt);
        return parts.stream().map(part -> failed(part, error)).toList();
    }

    static TransformedRecord failed(Part part, RecordError error) {
        return new TransformedRecord(part.sourceOffset(), part.arrivalMillis(), new Outcome.Failed(error), part.data());
    }

    static TransformedRecord passed(Part part) {
        return new TransformedRecord(part.sourceOffset(), part.arrivalMillis(), Outcome.Ok.PLAIN, part.data());
    }

    private static Optional<TransformedRecord> one(Part part, FunctionAnswer answer, Attempt attempt) {
        String id = part.id();
        if (answer.isRepeated(id)) {
            return failure(
                    part,
                    "Lambda.DuplicatedRecordId",
                    "Multiple records were returned with the same record ID. Ensure that the Lambda function returns"
                            + " unique record IDs for each record.",
                    attempt);
        }
        return switch (answer.of(id)) {
            case null ->
                failure(
                        part,
                        "Lambda.MissingRecordId",
                        "One or more record IDs were not returned. Ensure that the Lambda function returns all received"
                                + " record IDs.",
                        attempt);
            case Verdict.Ok ok ->
                Optional.of(new TransformedRecord(
                        part.sourceOffset(),
                        part.arrivalMillis(),
                        ok.partitionKeys().isEmpty() ? Outcome.Ok.PLAIN : new Outcome.Ok(ok.partitionKeys()),
                        ok.data()));
            case Verdict.Dropped() -> Optional.empty();
            case Verdict.Failed() ->
                failure(part, "Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record", attempt);
            case Verdict.Garbled() ->
                failure(
                        part,
                        "Lambda.JsonProcessingException",
                        "The record that the Lambda function returned has no result Ok, Dropped or ProcessingFailed, no"
                                + " data in base64, or partition keys that are no texts",
                        attempt);
        };
    }

    private static Optional<TransformedRecord> failure(Part part, String code, String message, Attempt attempt) {
        return Optional.of(failed(part, RecordError.function(code, message, attempt)));
    }
}
