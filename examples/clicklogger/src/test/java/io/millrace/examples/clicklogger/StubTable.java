package io.millrace.examples.clicklogger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/// The table `clicks`, as strict as DynamoDB about what a client must know: 25 items a call, each key once, keys that
/// are not too long. It can be busy, and it can be down.
final class StubTable implements DynamoDbClient {
    private final Map<List<String>, Map<String, String>> items = new HashMap<>();
    private final List<Integer> batches = new ArrayList<>();
    private int busyCalls;
    private boolean isDown;

    /// Takes only the first item of each of the next calls.
    void busyFor(int calls) {
        busyCalls = calls;
    }

    void down(boolean now) {
        isDown = now;
    }

    /// What lies in it, by `requestid/contextid`.
    Map<String, Map<String, String>> items() {
        Map<String, Map<String, String>> byKey = new HashMap<>();
        items.forEach((key, item) -> byKey.put(String.join("/", key), item));
        return byKey;
    }

    /// How many items each call of BatchWriteItem had.
    List<Integer> batches() {
        return batches;
    }

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        List<WriteRequest> writes = request.requestItems().get("clicks");
        batches.add(writes.size());
        check(writes);
        int taken = busyCalls-- > 0 ? 1 : writes.size();
        writes.subList(0, taken).forEach(write -> put(write.putRequest().item()));
        List<WriteRequest> left = writes.subList(taken, writes.size());
        return BatchWriteItemResponse.builder()
                .unprocessedItems(left.isEmpty() ? Map.of() : Map.of("clicks", left))
                .build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        checkItem(request.item());
        put(request.item());
        return PutItemResponse.builder().build();
    }

    private void check(List<WriteRequest> writes) {
        Set<List<String>> keys = new HashSet<>();
        writes.forEach(write -> checkItem(write.putRequest().item()));
        if (writes.isEmpty()
                || writes.size() > 25
                || !writes.stream()
                        .allMatch(write -> keys.add(key(write.putRequest().item())))) {
            throw error("ValidationException");
        }
    }

    private void checkItem(Map<String, AttributeValue> item) {
        if (isDown) {
            throw error("InternalServerError");
        }
        if (item.get("requestid").s().length() > 2_048) {
            throw error("ValidationException");
        }
    }

    private void put(Map<String, AttributeValue> item) {
        Map<String, String> texts = new LinkedHashMap<>();
        item.forEach((name, value) -> texts.put(name, value.s()));
        items.put(key(item), texts);
    }

    private static List<String> key(Map<String, AttributeValue> item) {
        return List.of(item.get("requestid").s(), item.get("contextid").s());
    }

    private static DynamoDbException error(String code) {
        return (DynamoDbException) DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .message(code)
                .build();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
