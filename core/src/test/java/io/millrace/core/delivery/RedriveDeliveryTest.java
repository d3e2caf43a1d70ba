package io.millrace.core.delivery;

import static io.millrace.core.delivery.DeliveriesSteps.AT_ONCE;
import static io.millrace.core.delivery.DeliveriesSteps.LAMBDA;
import static io.millrace.core.delivery.DeliveriesSteps.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.core.delivery.redrive.RedriveProgress;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Error objects put on their stream again, and what becomes of them there.
@Timeout(60)
class RedriveDeliveryTest {
    private static final String PREFIXES = ", 'Prefix': 'd/', 'ErrorOutputPrefix': 'e/'";
    private static final String TRANSFORMED = AT_ONCE + PREFIXES + processing(LAMBDA);
    private static final String DE_AGGREGATED = AT_ONCE
            + PREFIXES
            + processing("{'Type': 'RecordDeAggregation', 'Parameters':"
                    + " [{'ParameterName': 'SubRecordType', 'ParameterValue': 'JSON'}]}");

    @Test
    void whatTheFunctionFailedIsDeliveredOnceWhenItIsMended() {
        try (DeliveriesSteps steps = new DeliveriesSteps(TRANSFORMED)) {
            steps.append("good", "fail1", "fail2");
            await(() -> steps.keys("e/").size() == 1);
            steps.awaitDelivered();
            steps.function.mend();
            List<RedriveProgress> told = new ArrayList<>();
            RedriveProgress total = steps.deliveries().redrive(steps.stream(), told::add);
            assertThat(total.records()).isEqualTo(2);
            assertThat(told).first().isEqualTo(new RedriveProgress(1, total.bytes(), 0, 0, 0, 0));
            assertThat(told).last().isEqualTo(total);
            await(() -> steps.records("d/").size() == 3);
            assertThat(steps.keys("e/")).isEmpty();
            assertThat(steps.deliveries().redrive(steps.stream(), progress -> {}))
                    .isEqualTo(RedriveProgress.NOTHING);
            steps.awaitDelivered();
            assertThat(steps.records("d/")).containsExactly("FAIL1;", "FAIL2;", "GOOD;");
            assertThat(steps.status().delivered().records()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", 'Prefix': 'd/'",
                ", 'Prefix': 'processing-failed/'",
                ", 'Prefix': 'e/processing-failed/', 'ErrorOutputPrefix': 'e/'",
                ", 'ErrorOutputPrefix': 'half-clicks-'",
                ", 'ErrorOutputPrefix': '!{timestamp:yyyy}/!{firehose:error-output-type}/!{firehose:random-string}'",
                ", 'CompressionFormat': 'UNCOMPRESSED', 'ErrorOutputPrefix': 'clicks-1-/!{firehose:error-output-type}'",
            })
    void errorObjectsAreFoundUnderAnyPrefixAndOnlyThey(String prefixes) {
        try (DeliveriesSteps steps = new DeliveriesSteps(AT_ONCE + prefixes + processing(LAMBDA))) {
            steps.append("good", "fail1");
            await(() -> steps.keys("").size() == 2);
            steps.awaitDelivered();
            steps.function.mend();
            assertThat(steps.deliveries()
                            .redrive(steps.stream(), progress -> {})
                            .records())
                    .isEqualTo(1);
            steps.awaitDelivered();
            assertThat(steps.records("")).containsExactly("FAIL1;", "GOOD;");
        }
    }

    @Test
    void whatFailsAgainIsUnderTheErrorPrefixAgain() {
        try (DeliveriesSteps steps = new DeliveriesSteps(TRANSFORMED)) {
            steps.append("fail1");
            await(() -> steps.keys("e/").size() == 1);
            steps.awaitDelivered();
            String first = steps.keys("e/").getFirst();
            assertThat(steps.deliveries()
                            .redrive(steps.stream(), progress -> {})
                            .records())
                    .isEqualTo(1);
            await(() -> steps.keys("e/").size() == 1);
            assertThat(steps.keys("e/")).doesNotContain(first);
            steps.awaitDelivered();
            steps.function.mend();
            steps.deliveries().redrive(steps.stream(), progress -> {});
            await(() -> steps.records("d/").equals(List.of("FAIL1;")));
        }
    }

    @Test
    void withoutAFunctionTheRestOfTheProcessingIsDoneAgain() {
        try (DeliveriesSteps steps = new DeliveriesSteps(DE_AGGREGATED)) {
            steps.append("[1]");
            await(() -> steps.keys("e/processing-failed/").size() == 1);
            steps.awaitDelivered();
            steps.change(AT_ONCE + PREFIXES);
            steps.deliveries().redrive(steps.stream(), progress -> {});
            await(() -> steps.records("d/").equals(List.of("[1];")));
            assertThat(steps.keys("e/")).isEmpty();
        }
    }

    @Test
    void whatFailedBehindTheFunctionDoesNotGoThroughItAgain() {
        try (DeliveriesSteps steps = new DeliveriesSteps(partitioned(".P"))) {
            steps.appendBare("{\"q\":\"x\"}");
            steps.awaitFast(() -> steps.keys("e/partitioning-failed").size() == 1);
            steps.awaitDelivered();
            steps.change(partitioned(".Q"));
            steps.deliveries().redrive(steps.stream(), progress -> {});
            steps.awaitFast(() -> steps.records("p=X/").equals(List.of("{\"Q\":\"X\"}")));
            assertThat(steps.function.seen()).containsExactly("{\"q\":\"x\"}");
        }
    }

    @Test
    void afterARestartWhatWasPutAgainIsDelivered() {
        try (DeliveriesSteps steps = new DeliveriesSteps(TRANSFORMED)) {
            steps.append("fail1");
            await(() -> steps.keys("e/").size() == 1);
            steps.awaitDelivered();
            steps.function.mend();
            steps.function.absent(true);
            steps.deliveries().redrive(steps.stream(), progress -> {});
            assertThat(steps.status().backlogRecords()).isEqualTo(1);
            steps.stop();
            steps.function.absent(false);
            steps.start();
            await(() -> steps.records("d/").equals(List.of("FAIL1;")));
        }
    }

    @Test
    void anErrorObjectThatIsYetToBeWrittenAgainIsLeftForTheNextTime() {
        try (DeliveriesSteps steps = new DeliveriesSteps(partitioned(".P"))) {
            AtomicBoolean broken = new AtomicBoolean(true);
            AtomicInteger commits = new AtomicInteger();
            steps.store.aroundCalls((call, effect) -> {
                if (call.equals("commit") && broken.get() && commits.incrementAndGet() > 1) {
                    throw new UnavailableException("the store is away");
                }
                effect.run();
            });
            steps.appendBare("fail1", "{\"q\":\"x\"}");
            steps.awaitFast(() -> steps.status().trouble().isPresent());
            assertThat(steps.keys("e/")).hasSize(1);
            assertThat(steps.deliveries().redrive(steps.stream(), progress -> {}))
                    .isEqualTo(RedriveProgress.NOTHING);
            steps.stop();
            steps.start();
            assertThat(steps.deliveries().redrive(steps.stream(), progress -> {}))
                    .isEqualTo(RedriveProgress.NOTHING);
            broken.set(false);
            steps.awaitDelivered();
            assertThat(steps.keys("e/")).hasSize(2);
            assertThat(steps.deliveries()
                            .redrive(steps.stream(), progress -> {})
                            .records())
                    .isEqualTo(2);
        }
    }

    @Test
    void oneRedriveOfAStreamAtATime() {
        try (DeliveriesSteps steps = new DeliveriesSteps(TRANSFORMED)) {
            steps.append("fail1");
            await(() -> steps.keys("e/").size() == 1);
            List<String> refusals = new ArrayList<>();
            steps.deliveries().redrive(steps.stream(), first -> {
                try {
                    steps.deliveries().redrive(steps.stream(), second -> {});
                } catch (RequestException e) {
                    refusals.add(e.code());
                }
            });
            assertThat(refusals).isNotEmpty().containsOnly("ResourceInUseException");
            steps.deliveries().redrive(steps.stream(), progress -> {});
        }
    }

    @Test
    void aStreamThatIsGoneIsNotRedriven() {
        try (DeliveriesSteps steps = new DeliveriesSteps(TRANSFORMED)) {
            steps.deliveries().removed(steps.stream());
            assertThatThrownBy(() -> steps.deliveries().redrive(steps.stream(), progress -> {}))
                    .isInstanceOf(RequestException.class)
                    .hasMessageContaining("clicks is gone");
        }
    }

    private static String processing(String processors) {
        return ", 'ProcessingConfiguration': {'Enabled': true, 'Processors': [" + processors + "]}";
    }

    private static String partitioned(String query) {
        return """
                'Prefix': 'p=!{partitionKeyFromQuery:p}/', 'ErrorOutputPrefix': 'e/!{firehose:error-output-type}/',
                'BufferingHints': {'SizeInMBs': 64, 'IntervalInSeconds': 60},
                'DynamicPartitioningConfiguration': {'Enabled': true}"""
                + processing(LAMBDA.replace(
                                "}]}", "}, {'ParameterName': 'BufferIntervalInSeconds', 'ParameterValue': '0'}]}")
                        + ", {'Type': 'MetadataExtraction', 'Parameters': [{'ParameterName': 'MetadataExtractionQuery',"
                        + " 'ParameterValue': '{p: " + query + "}'},"
                        + " {'ParameterName': 'JsonParsingEngine', 'ParameterValue': 'JQ-1.6'}]}");
    }
}
