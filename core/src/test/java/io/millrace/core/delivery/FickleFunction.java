package io.millrace.core.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.core.fault.RequestException;
import io.millrace.core.fault.UnavailableException;
import io.millrace.core.function.FunctionInvoker;
import io.millrace.core.function.FunctionResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A function that never answers the same twice, and often badly: what it is told to drop it drops, what it gives back
/// it has changed, and it forgets, repeats and fails.
final class FickleFunction implements FunctionInvoker {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

    private final RandomGenerator random;
    private final double troubleRate;
    private final Set<Integer> dropped = new TreeSet<>();
    private int calls;
    private boolean peace;

    FickleFunction(RandomGenerator random, double troubleRate) {
        this.random = random;
        this.troubleRate = troubleRate;
    }

    /// Ids in records that it said it drops; one of them may be there all the same when the answer was lost.
    Set<Integer> dropped() {
        return dropped;
    }

    void peace() {
        peace = true;
    }

    @Override
    public FunctionResult invoke(String region, String reference, byte[] payload) {
        calls++;
        if (!peace && random.nextDouble() < troubleRate) {
            return trouble();
        }
        try {
            return answer(JSON.readTree(payload));
        } catch (IOException e) {
            throw new AssertionError("The event is not JSON", e);
        }
    }

    private FunctionResult trouble() {
        return switch (random.nextInt(6)) {
            case 0 -> throw new Schedule.Crash();
            case 1 -> throw new UnavailableException("no room");
            case 2 -> throw new RequestException("TooManyRequestsException", "Rate Exceeded.");
            case 3 -> throw new RequestException("ResourceNotFoundException", "Function not found");
            case 4 -> result("{\"errorType\":\"Boom\",\"errorMessage\":\"no\"}", Optional.of("Unhandled"));
            default -> result(random.nextBoolean() ? "nonsense" : "{\"records\": 3}", Optional.empty());
        };
    }

    private FunctionResult answer(JsonNode event) throws IOException {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode records = answer.putArray("records");
        for (JsonNode record : event.path("records")) {
            String data = new String(record.path("data").binaryValue(), StandardCharsets.UTF_8);
            ObjectNode verdict =
                    records.addObject().put("recordId", record.path("recordId").textValue());
            switch (random.nextInt(12)) {
                case 0 ->
                    verdict.put("result", "ProcessingFailed")
                            .put("data", record.path("data").textValue());
                case 1 -> {
                    verdict.put("result", "Dropped");
                    ids(data);
                }
                case 2 ->
                    verdict.put("recordId", "unheard-of").put("result", "Ok").put("data", "");
                case 3 -> {
                    ok(verdict, data);
                    records.add(verdict.deepCopy());
                }
                case 4 -> verdict.put("result", "Ok").put("data", "*");
                default -> ok(verdict, data);
            }
        }
        return result(answer.toString(), Optional.empty());
    }

    private void ok(ObjectNode verdict, String data) {
        verdict.put("result", "Ok")
                .put("data", ("(call " + calls + ")" + data).getBytes(StandardCharsets.UTF_8))
                .putObject("metadata")
                .putObject("partitionKeys")
                .put("l", "abc".substring(random.nextInt(3)).substring(0, 1));
    }

    private void ids(String data) {
        Matcher ids = ID.matcher(data);
        while (ids.find()) {
            dropped.add(Integer.parseInt(ids.group(1)));
        }
    }

    private static FunctionResult result(String payload, Optional<String> error) {
        return new FunctionResult(payload.getBytes(StandardCharsets.UTF_8), error, "$LATEST", new byte[0]);
    }
}
