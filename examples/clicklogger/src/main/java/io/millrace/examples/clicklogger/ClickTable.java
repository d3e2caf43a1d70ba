package io.millrace.examples.clicklogger;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// The table of clicks. A click that is written again is the same item in the same place: nothing comes of doing it
/// twice.
///
/// Source: <https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html>
final class ClickTable {
    /// What BatchWriteItem takes.
    static final int BATCH_ITEMS_MAX = 25;
    /// Calls for one batch: what a busy table left over is written again, after a pause that doubles.
    static final int CALLS_MAX = 6;

    private static final long FIRST_PAUSE_MILLIS = 50;

    private final DynamoDbClient dynamo;
    private final String name;
    private final Pause pause;

    /// Waiting, so that tests need not.
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    ClickTable(DynamoDbClient dynamo, String name, Pause pause) {
        this.dynamo = dynamo;
        this.name = name;
        this.pause = pause;
    }

    /// Writes clicks, no two of which may have the same key.
    ///
    /// @return the keys of those that the table refuses: what is too long for a key, or too large for an item
    /// @throws RuntimeException when the table cannot be written to now; some of the clicks may be there
    Set<Click.Key> write(Collection<Click> clicks) {
        Set<Click.Key> refused = new HashSet<>();
        List<Click> waiting = List.copyOf(clicks);
        for (int from = 0; from < waiting.size(); from += BATCH_ITEMS_MAX) {
            List<Click> batch = waiting.subList(from, Math.min(from + BATCH_ITEMS_MAX, waiting.size()));
            try {
                writeBatch(batch);
            } catch (DynamoDbException e) {
                if (!isRefusal(e)) {
                    throw e;
                }
                // One bad item has the whole batch refused: which one, the table says when it is asked for each.
                batch.stream()
                        .filter(click -> !isWritten(click))
                        .map(Click::key)
                        .forEach(refused::add);
            }
        }
        return refused;
    }

    private void writeBatch(List<Click> batch) {
        Map<String, List<WriteRequest>> left = Map.of(
                name,
                batch.stream()
                        .map(click -> WriteRequest.builder()
                                .putRequest(
                                        PutRequest.builder().item(item(click)).build())
                                .build())
                        .toList());
        for (int call = 0; call < CALLS_MAX; call++) {
            if (call > 0) {
                rest(Duration.ofMillis(FIRST_PAUSE_MILLIS << (call - 1)));
            }
            Map<String, List<WriteRequest>> items = left;
            left = dynamo.batchWriteItem(write -> write.requestItems(items)).unprocessedItems();
            if (left.isEmpty()) {
                return;
            }
        }
        throw new IllegalStateException(
                "Table " + name + " left " + left.get(name).size() + " clicks unwritten");
    }

    private boolean isWritten(Click click) {
        try {
            dynamo.putItem(put -> put.tableName(name).item(item(click)));
            return true;
        } catch (DynamoDbException e) {
            if (isRefusal(e)) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isRefusal(DynamoDbException e) {
        return "ValidationException".equals(e.awsErrorDetails().errorCode());
    }

    private static Map<String, AttributeValue> item(Click click) {
        Map<String, AttributeValue> item = new HashMap<>();
        click.members().forEach((member, value) -> item.put(member, AttributeValue.fromS(value)));
        return item;
    }

    private void rest(Duration time) {
        try {
            pause.of(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while table " + name + " was busy", e);
        }
    }
}
