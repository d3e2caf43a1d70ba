package io.millrace.server.gateway.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

final class DeadlinesTest {
    private static final int PATIENCE_SECONDS = 20;

    private final Deadlines deadlines = new Deadlines();

    @Test
    void whatIsNotAnsweredInTimeFails() {
        CompletableFuture<String> late = new CompletableFuture<>();
        CompletableFuture<String> patient = new CompletableFuture<>();
        deadlines.watch(patient, Duration.ofHours(1));
        deadlines.watch(late, Duration.ofMillis(1));
        assertThatThrownBy(() -> late.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(patient).isNotDone();
        patient.complete("");
    }

    @Test
    void itIsWatchedAgainAfterAllWereAnswered() throws Exception {
        CompletableFuture<String> answered = new CompletableFuture<>();
        deadlines.watch(answered, Duration.ofMillis(1));
        answered.complete("in time");
        assertThat(answered.get()).isEqualTo("in time");
        whatIsNotAnsweredInTimeFails();
    }
}
