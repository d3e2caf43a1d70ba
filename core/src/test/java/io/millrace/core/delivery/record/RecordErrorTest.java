package io.millrace.core.delivery.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The lines of error objects, to the byte, and errors on their way through the log.
class RecordErrorTest {
    private static final RecordError.Attempt ATTEMPT =
            new RecordError.Attempt(4, 1_795_249_805_000L, "arn:aws:lambda:eu-west-1:000000000000:function:enrich");

    @Test
    void aLineOfAFunctionIsThatOfFirehose() {
        assertThat(line(RecordError.function("Lambda.FunctionError", "It said \"no\"", ATTEMPT)))
                .isEqualTo("""
                        {"attemptsMade":4,"arrivalTimestamp":1795249800000,"errorCode":"Lambda.FunctionError",\
                        "errorMessage":"It said \\"no\\"","attemptEndingTimestamp":1795249805000,"rawData":"/wA=",\
                        "lambdaArn":"arn:aws:lambda:eu-west-1:000000000000:function:enrich"}
                        """);
    }

    @Test
    void aLineWithoutAFunctionNamesNone() {
        assertThat(line(RecordError.deAggregation("no"))).isEqualTo("""
                        {"attemptsMade":1,"arrivalTimestamp":1795249800000,"errorCode":"RecordDeAggregation.Failed",\
                        "errorMessage":"no","attemptEndingTimestamp":1795249801000,"rawData":"/wA="}
                        """);
    }

    @Test
    void aLineOfAConversionNamesTheTable() {
        RecordError.Table table = new RecordError.Table(
                12, 1, JsonNodeFactory.instance.objectNode().put("databaseName", "db"));
        assertThat(line(RecordError.conversion("DataFormatConversion.ParseError", "no", table)))
                .isEqualTo("""
                        {"attemptsMade":1,"arrivalTimestamp":1795249800000,\
                        "lastErrorCode":"DataFormatConversion.ParseError","lastErrorMessage":"no",\
                        "attemptEndingTimestamp":1795249801000,"rawData":"/wA=","sequenceNumber":"12",\
                        "subSequenceNumber":1,"dataCatalogTable":{"databaseName":"db"}}
                        """);
    }

    static RecordError[] errors() {
        return new RecordError[] {
            RecordError.function("Lambda.MissingRecordId", "K\u00f6ln \ud83d\ude00", ATTEMPT),
            RecordError.deAggregation("no"),
            RecordError.partitioning("no keys"),
            RecordError.tooManyPartitions()
        };
    }

    @ParameterizedTest
    @MethodSource("errors")
    void aFailureReadsBackAsItWasWritten(RecordError error) {
        TransformedRecord read = TransformedRecord.read(
                new TransformedRecord(7, 8, new TransformedRecord.Outcome.Failed(error), new byte[] {-1, 0}).write());
        assertThat(read.outcome()).isEqualTo(new TransformedRecord.Outcome.Failed(error));
        assertThat(read.data()).containsExactly(-1, 0);
        assertThat(read.sourceOffset()).isEqualTo(7);
        assertThat(read.arrivalMillis()).isEqualTo(8);
    }

    @Test
    void theLongestMessageFitsTheLog() {
        RecordError error = new RecordError(
                ErrorType.PROCESSING_FAILED,
                "code",
                "\ud83d\ude00".repeat(50_000),
                Optional.of(ATTEMPT),
                Optional.empty());
        TransformedRecord read = TransformedRecord.read(
                new TransformedRecord(0, 0, new TransformedRecord.Outcome.Failed(error), new byte[0]).write());
        assertThat(read.outcome()).isInstanceOfSatisfying(TransformedRecord.Outcome.Failed.class, failed -> {
            assertThat(failed.error().message()).isEqualTo("\ud83d\ude00".repeat(500));
            assertThat(failed.error().attempt()).contains(ATTEMPT);
        });
    }

    @Test
    void whatIsDeliveredReadsBackAsItWasWritten() {
        TransformedRecord plain = TransformedRecord.read(
                new TransformedRecord(1, 2, TransformedRecord.Outcome.Ok.PLAIN, new byte[] {3}).write());
        assertThat(plain.outcome()).isEqualTo(new TransformedRecord.Outcome.Ok(Map.of()));
        assertThat(plain.data()).containsExactly(3);
    }

    @Test
    void aRedrivenRecordReadsBackAsItWasWritten() {
        RedrivenRecord read =
                RedrivenRecord.read(new RedrivenRecord("e/k\u00f6", "tag", 9, true, new byte[] {5}).write());
        assertThat(read.key()).isEqualTo("e/k\u00f6");
        assertThat(read.etag()).isEqualTo("tag");
        assertThat(read.line()).isEqualTo(9);
        assertThat(read.pastFunction()).isTrue();
        assertThat(read.data()).containsExactly(5);
    }

    private static String line(RecordError error) {
        return new String(
                error.line(1_795_249_800_000L, 1_795_249_801_000L, new byte[] {-1, 0}), StandardCharsets.UTF_8);
    }
}
