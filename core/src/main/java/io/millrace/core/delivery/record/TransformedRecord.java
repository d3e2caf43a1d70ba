package io.millrace.core.delivery.record;

import io.millrace.core.resource.firehose.PartitionKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What became of a source record on its way through a function, as it lies in the stream of transformed records. One
/// source record may have several of them, or none when the function dropped it.
///
/// @param sourceOffset of the source record: what tells a restart how far the source was worked through
/// @param arrivalMillis when the source record arrived
/// @param outcome what it became
/// @param data to deliver, or the source data of a failure
public record TransformedRecord(long sourceOffset, long arrivalMillis, Outcome outcome, byte[] data) {
    private static final byte VERSION = 1;
    private static final byte OK = 0;
    private static final byte FAILED = 1;
    private static final int HEAD_BYTES = 2 + 2 * Long.BYTES;
    private static final byte[] NO_KEYS = new byte[Short.BYTES];
    private static final int MESSAGE_CHARS_MAX = 1_000;

    /// The verdict.
    public sealed interface Outcome {
        /// To be delivered.
        ///
        /// @param partitionKeys that the function gave
        record Ok(Map<PartitionKey, String> partitionKeys) implements Outcome {
            public static final Ok PLAIN = new Ok(Map.of());
        }

        /// To go to an error object.
        record Failed(RecordError error) implements Outcome {}
    }

    /// As kept in the log.
    public byte[] write() {
        boolean plain = outcome.equals(Outcome.Ok.PLAIN);
        byte[] verdict = plain ? NO_KEYS : verdict();
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + verdict.length + data.length);
        out.put(VERSION).put(outcome instanceof Outcome.Ok ? OK : FAILED);
        out.putLong(sourceOffset).putLong(arrivalMillis);
        return out.put(verdict).put(data).array();
    }

    private byte[] verdict() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            switch (outcome) {
                case Outcome.Ok(Map<PartitionKey, String> keys) -> writeKeys(out, keys);
                case Outcome.Failed(RecordError error) -> writeError(out, error);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /// Reads what [#write] wrote, also by an earlier version of the program.
    public static TransformedRecord read(byte[] kept) {
        try {
            ByteBuffer head = ByteBuffer.wrap(kept);
            if (head.get() != VERSION) {
                throw new IllegalStateException(
                        "A transformed record of version " + kept[0] + ": was this data written by a later version?");
            }
            boolean ok = head.get() == OK;
            long sourceOffset = head.getLong();
            long arrivalMillis = head.getLong();
            // The verdict of nearly all records; a stream for each of them would cost more than all the rest.
            if (ok && head.getShort(HEAD_BYTES) == 0) {
                byte[] data = Arrays.copyOfRange(kept, HEAD_BYTES + NO_KEYS.length, kept.length);
                return new TransformedRecord(sourceOffset, arrivalMillis, Outcome.Ok.PLAIN, data);
            }
            ByteArrayInputStream rest = new ByteArrayInputStream(kept, HEAD_BYTES, kept.length - HEAD_BYTES);
            DataInputStream in = new DataInputStream(rest);
            Outcome outcome = ok ? new Outcome.Ok(readKeys(in)) : new Outcome.Failed(readError(in));
            return new TransformedRecord(sourceOffset, arrivalMillis, outcome, rest.readAllBytes());
        } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new IllegalStateException("A transformed record cannot be read", e);
        }
    }

    private static void writeKeys(DataOutputStream out, Map<PartitionKey, String> keys) throws IOException {
        out.writeShort(keys.size());
        for (Map.Entry<PartitionKey, String> key : keys.entrySet()) {
            out.writeUTF(key.getKey().name());
            out.writeUTF(key.getValue());
        }
    }

    private static Map<PartitionKey, String> readKeys(DataInputStream in) throws IOException {
        int count = in.readShort();
        Map<PartitionKey, String> keys = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            keys.put(new PartitionKey(PartitionKey.Source.LAMBDA, in.readUTF()), in.readUTF());
        }
        return keys;
    }

    private static void writeError(DataOutputStream out, RecordError error) throws IOException {
        out.writeUTF(error.type().toString());
        out.writeUTF(error.code());
        out.writeUTF(error.message().substring(0, Math.min(error.message().length(), MESSAGE_CHARS_MAX)));
        out.writeBoolean(error.attempt().isPresent());
        if (error.attempt().isPresent()) {
            RecordError.Attempt attempt = error.attempt().get();
            out.writeInt(attempt.count());
            out.writeLong(attempt.endedMillis());
            out.writeUTF(attempt.lambdaArn());
        }
    }

    private static RecordError readError(DataInputStream in) throws IOException {
        ErrorType type = ErrorType.of(in.readUTF());
        String code = in.readUTF();
        String message = in.readUTF();
        return new RecordError(
                type,
                code,
                message,
                in.readBoolean()
                        ? Optional.of(new RecordError.Attempt(in.readInt(), in.readLong(), in.readUTF()))
                        : Optional.empty(),
                Optional.empty());
    }
}
