package io.millrace.server.aws.dynamodb.item;

import io.millrace.core.fault.RequestException;
import io.millrace.core.limit.TableLimit;
import io.millrace.core.store.TableLayout;
import io.millrace.core.store.TableStore;
import io.millrace.core.store.TableStore.ItemKey;
import io.millrace.core.store.TableStore.Verdict;
import io.millrace.core.store.TableStore.Write;
import io.millrace.core.store.TableStore.Written;
import io.millrace.core.table.item.AttributeValue;
import io.millrace.core.table.item.Bytes;
import io.millrace.core.table.item.Item;
import io.millrace.core.table.item.KeySchema;
import io.millrace.core.table.item.KeySchema.KeyAttribute;
import io.millrace.core.table.item.KeyType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Remembers for 10 minutes which transactions were done, by the token that the client gave them, so that one that is
/// asked for again is not done again. A token is an item of a table of its own in the same store, written with the
/// transaction: one is kept exactly when the other is.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html> (Idempotency)
final class TransactionTokens {
    /// The table in the store; no table of a user has such an id.
    static final String TABLE = "transaction-tokens";

    private static final String TOKEN = "token";
    private static final String REQUEST = "request";
    private static final String EXPIRY = "expiry";
    private static final String DONE = "TransactionDone";
    private static final String ANOTHER = "IdempotentParameterMismatchException";

    private final TableStore store;
    private final InstantSource clock;
    private final AtomicLong nextSweep = new AtomicLong();

    private volatile boolean prepared;

    TransactionTokens(TableStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// The table is made for the first token, so that a server without transactions pays nothing.
    private void prepare() {
        if (!prepared) {
            store.prepare(new TableLayout(
                    TABLE,
                    new KeySchema(new KeyAttribute(TOKEN, KeyType.S), Optional.empty()),
                    List.of(),
                    Optional.of(EXPIRY)));
            prepared = true;
        }
    }

    /// To be written with the transaction.
    ///
    /// @param digest of what is asked for
    Write write(String region, String token, byte[] digest) {
        prepare();
        AttributeValue name = new AttributeValue.S(region + "/" + token);
        AttributeValue request = new AttributeValue.B(Bytes.of(digest));
        Instant now = clock.instant();
        long expiry = now.getEpochSecond() + TableLimit.DYNAMODB_TOKEN_SECONDS.value();
        Item kept = new Item(
                Map.of(TOKEN, name, REQUEST, request, EXPIRY, new AttributeValue.N(BigDecimal.valueOf(expiry))));
        return new Write(
                new ItemKey(TABLE, new Item(Map.of(TOKEN, name))), before -> before.filter(old -> isGood(old, now))
                        .map(old -> refused(old.find(REQUEST).equals(Optional.of(request))))
                        .orElse(new Verdict.Put(kept)));
    }

    private static Verdict refused(boolean same) {
        return new Verdict.Refuse(
                same
                        ? new RequestException(DONE, "The transaction was done before")
                        : new RequestException(
                                ANOTHER,
                                "ClientRequestToken: it was given within the last 10 minutes with other parameters"));
    }

    private static boolean isGood(Item old, Instant now) {
        return old.find(EXPIRY).orElseThrow() instanceof AttributeValue.N(BigDecimal seconds)
                && now.getEpochSecond() < seconds.longValue();
    }

    /// Whether the transaction was done before, as asked for now.
    ///
    /// @param token what became of [#write]
    /// @throws RequestException IdempotentParameterMismatchException when another one was
    static boolean isRepeated(Written token) {
        if (token.verdict() instanceof Verdict.Refuse(RequestException reason)) {
            if (reason.code().equals(ANOTHER)) {
                throw reason;
            }
            return true;
        }
        return false;
    }

    /// Deletes tokens whose time is over, once a second at most.
    void sweep() {
        Instant now = clock.instant();
        long due = nextSweep.get();
        if (now.toEpochMilli() >= due
                && nextSweep.compareAndSet(due, now.toEpochMilli() + TableLimit.DYNAMODB_TOKEN_SWEEP_MILLIS.value())) {
            store.expire(TABLE, now, TableLimit.DYNAMODB_TOKENS_SWEPT.intValue());
        }
    }
}
