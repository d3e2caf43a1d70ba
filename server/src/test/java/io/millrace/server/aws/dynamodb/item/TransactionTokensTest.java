package io.millrace.server.aws.dynamodb.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.backends.tables.SqliteTables;
import io.millrace.core.fault.RequestException;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.Written;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionTokensTest {
    private static final byte[] REQUEST = {1, 2};
    private static final byte[] ANOTHER = {1, 3};

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-21T09:00:00Z");
    private final InstantSource clock = () -> now;

    @Test
    void aTokenIsKnownAfterARestartUntilItsTimeIsOver() {
        assertThat(afterRestart("eu-west-1", REQUEST)).isFalse();

        now = now.plusSeconds(599);
        assertThat(afterRestart("eu-west-1", REQUEST)).isTrue();
        assertThatThrownBy(() -> afterRestart("eu-west-1", ANOTHER))
                .isInstanceOfSatisfying(RequestException.class, e -> assertThat(e.code())
                        .isEqualTo("IdempotentParameterMismatchException"));
        assertThat(afterRestart("us-east-1", ANOTHER)).isFalse();

        now = now.plusSeconds(1);
        assertThat(afterRestart("eu-west-1", ANOTHER)).isFalse();
    }

    @Test
    void whatIsOverIsSweptAndTheRestIsNot() {
        afterRestart("old", REQUEST);
        now = now.plusSeconds(300);
        afterRestart("young", REQUEST);
        now = now.plusSeconds(300);
        try (TableStore store = new SqliteTables(folder, clock)) {
            TransactionTokens tokens = new TransactionTokens(store, clock);
            tokens.write("none", "prepares", REQUEST);
            assertThat(tokensIn(store)).isEqualTo(2);
            tokens.sweep();
            assertThat(tokensIn(store)).isEqualTo(1);
        }
        assertThat(afterRestart("young", REQUEST)).isTrue();
    }

    private static long tokensIn(TableStore store) {
        return store.extents(TransactionTokens.TABLE).get("").items();
    }

    /// Gives the token to a store that was just opened.
    ///
    /// @return whether the transaction was done before
    private boolean afterRestart(String region, byte[] request) {
        try (TableStore store = new SqliteTables(folder, clock)) {
            List<Written> written =
                    store.write(List.of(new TransactionTokens(store, clock).write(region, "token", request)));
            assertThat(written).hasSize(1);
            return TransactionTokens.isRepeated(written.getFirst());
        }
    }
}
