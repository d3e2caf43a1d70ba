package io.millrace.server.aws.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.http.Response;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/// One AWS service of the JSON protocols (`X-Amz-Target: PREFIX.Operation`): its operations by name.
///
/// @param targetPrefix as in the header: `Firehose_20150804`
/// @param version the protocol's version in the content type: `1.0` or `1.1`
/// @param operations by name; what is not here is answered `UnknownOperationException`
/// @param dialect what it has of its own in how it speaks
public record JsonService(String targetPrefix, String version, Map<String, Operation> operations, JsonDialect dialect) {
    /// Stands for every operation that has no entry of its own.
    public static final String ANY = "*";

    public JsonService {
        operations = Map.copyOf(operations);
    }

    /// A service that speaks as most do.
    public JsonService(String targetPrefix, String version, Map<String, Operation> operations) {
        this(targetPrefix, version, operations, JsonDialect.COMMON);
    }

    /// How one operation is done.
    public sealed interface Operation {
        /// Runs on a virtual thread; may block. Errors are thrown.
        record Control(Handler handler) implements Operation {}

        /// Runs on a virtual thread; may block. Takes the body undecoded and gives the answer's JSON, for calls where
        /// speed counts and that wait for something.
        record Bytes(BytesHandler handler) implements Operation {}

        /// Runs on the event loop; must not block. Takes the body undecoded, for the few calls where speed counts;
        /// gives the answer's JSON.
        record Data(DataHandler handler) implements Operation {}

        /// Runs on the event loop; must not block. Somebody else answers, and his answer is sent as it is.
        record Relayed(RelayHandler handler) implements Operation {}
    }

    /// A call of the control plane.
    @FunctionalInterface
    public interface Handler {
        JsonNode handle(AwsCall call);
    }

    /// A call of a data plane that may block.
    @FunctionalInterface
    public interface BytesHandler {
        byte[] handle(String region, byte[] body);
    }

    /// A call of the data plane.
    @FunctionalInterface
    public interface DataHandler {
        CompletionStage<byte[]> handle(String region, byte[] body);
    }

    /// A call that somebody else answers.
    @FunctionalInterface
    public interface RelayHandler {
        CompletionStage<Response> handle(String operation, byte[] body);
    }

    /// What does an operation; null when there is nothing.
    Operation operation(String name) {
        Operation own = operations.get(name);
        return own == null ? operations.get(ANY) : own;
    }

    public static Operation relayed(RelayHandler handler) {
        return new Operation.Relayed(handler);
    }

    public static Operation control(Handler handler) {
        return new Operation.Control(handler);
    }

    public static Operation bytes(BytesHandler handler) {
        return new Operation.Bytes(handler);
    }

    public static Operation data(DataHandler handler) {
        return new Operation.Data(handler);
    }
}
